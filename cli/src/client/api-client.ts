import type { ReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { CliError } from '../errors.ts';

export interface ApiClient {
  readonly url: string;
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, schema: z.ZodType<T>): Promise<T>;
  upload<T>(path: string, file: ReadStream, fileName: string, schema: z.ZodType<T>): Promise<T>;
}

/** An answer of the API that is not a success; the message is the problem document's detail and remedy. */
export class ApiProblemError extends CliError {
  override readonly name = 'ApiProblemError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The installation's API, spoken to as a program on the same machine or, with a token, from anywhere.
 * @param url without /api/v1
 */
export function createApiClient(url: string, { token }: { token?: string | undefined } = {}): ApiClient {
  // Without a token a change is only taken from the API's own origin, which is what this program stands for on loopback.
  const identity = token === undefined ? { origin: url } : { authorization: `Bearer ${token}` };
  const request = async <T>(path: string, init: Init, schema: z.ZodType<T>): Promise<T> => {
    const response = await reach(`${url}/api/v1${path}`, {
      ...init,
      headers: { accept: 'application/json', ...identity, ...init.headers },
    });
    const text = await response.text();
    if (!response.ok) throw new ApiProblemError(response.status, problemLine(response.status, text, url));
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new CliError(
      `${url} answered in a form that this version does not know: check that it is SideTrack's API (port 8000, not the dashboard of another version).`,
    );
  };
  return {
    url,
    get: (path, schema) => request(path, { method: 'GET' }, schema),
    send: (method, path, body, schema) =>
      request(
        path,
        body === undefined
          ? { method }
          : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
        schema,
      ),
    upload: (path, file, fileName, schema) =>
      request(
        path,
        {
          method: 'POST',
          body: Readable.toWeb(file),
          duplex: 'half',
          headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(fileName) },
        },
        schema,
      ),
  };
}

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string>; duplex?: 'half' };

const problem = z.object({ detail: z.string(), remedy: z.string().optional() });

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new CliError(
      `${new URL(url).origin} does not answer (${cause}): start SideTrack with \`sidetrack up\`, or name another installation with --url.`,
    );
  }
}

function problemLine(status: number, text: string, url: string): string {
  const parsed = problem.safeParse(parseJson(text));
  if (parsed.success) return [parsed.data.detail, parsed.data.remedy].filter(Boolean).join(' ');
  return `${url} answered with status ${status}: check that it is SideTrack's API.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? 'null' : text);
  } catch {
    return undefined;
  }
}
