import { PermanentError, TransientError } from '../errors.ts';

const DOWNLOAD_MS = 30 * 60_000;

/**
 * The bytes at an address.
 * @throws TransientError when it does not answer or fails; PermanentError when it has no such thing
 */
export async function download(fetch: typeof globalThis.fetch, url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) }).catch((cause: unknown) => {
    throw new TransientError(`${url} does not answer.`, { service: 'models', remedy: 'Check the address.', cause });
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const problem = `${url} answered ${String(response.status)}.`;
  const context = { service: 'models', status: response.status, remedy: 'Check the address of the model.' };
  throw response.status >= 500 ? new TransientError(problem, context) : new PermanentError(problem, context);
}
