import type { ApiSettings } from '../deps.ts';
import { version } from '../version.ts';
import { unavailable } from './problem-error.ts';

export interface OutsideRequest {
  readonly fetch: typeof globalThis.fetch;
  readonly settings: Pick<ApiSettings, 'contact'>;
  /** As a person knows it. */
  readonly service: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 10_000;
const LARGEST_ANSWER = 64 * 1024;

/**
 * One small question to an outside service while a listener waits for the answer; everything that can wait is a worker's. The
 * JSON is unchecked, and undefined where the answer is none.
 * @throws 503 where no answer comes
 */
export async function outsideJson({
  fetch,
  settings,
  service,
  url,
  headers,
}: OutsideRequest): Promise<{ status: number; json: unknown }> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', 'user-agent': userAgent(settings.contact), ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = (await response.text()).slice(0, LARGEST_ANSWER);
    if (response.status === 429 || response.status >= 500) throw new Error(`${service} answered ${response.status}.`);
    return { status: response.status, json: parsed(text) };
  } catch (error) {
    throw unavailable(service, error);
  }
}

/** Who asks, as services want to know it: name, version and how to reach who runs this installation. */
export function userAgent(contact: string | undefined): string {
  return `SideTrack/${version}${contact === undefined ? '' : ` ( ${contact} )`}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
