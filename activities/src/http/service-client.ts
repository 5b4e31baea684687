import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TransientError } from '../errors.ts';

export interface ServiceRequest {
  readonly url: URL;
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** 30 s unless given. */
  readonly timeoutMs?: number;
  /** Ends the request early; what it throws is the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A whole answer, whatever its status. Redirects are answers too: each of them counts against a service's limit. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request. @throws TransientError when no answer comes, in time and of a sane size */
export type Send = (request: ServiceRequest) => Promise<ServiceAnswer>;

export interface ServiceIdentity {
  /** As a person knows it: `ListenBrainz`. */
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
  /** E-mail or page of whoever runs this installation. */
  readonly contact?: string | undefined;
}

/** How this installation speaks to one service: with its own User-Agent, a time limit and a size limit. */
export function createSender({ name, fetch, contact }: ServiceIdentity): Send {
  const agent = userAgent(contact);
  return async ({ url, body, headers, timeoutMs = TIMEOUT_MS, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          'user-agent': agent,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, text: await readLimited(response, name) };
    } catch (error) {
      if (error instanceof TransientError) throw error;
      signal?.throwIfAborted();
      const what = timeout.aborted
        ? `did not answer within ${timeoutMs / 1000} s`
        : `could not be reached: ${causeOf(error)}`;
      throw new TransientError(`${name} ${what}.`, { service: name, cause: error, remedy: AGAIN });
    }
  };
}

/** The answer's JSON in the shape of `schema`. @throws TransientError when it is something else */
export function parseAnswer<T>(name: string, answer: ServiceAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(name, answer.text));
  if (parsed.success) return parsed.data;
  throw new TransientError(
    `${name} answered in a form that is not understood: ${z.prettifyError(parsed.error).slice(0, 200)}.`,
    {
      service: name,
      status: answer.status,
      remedy: AGAIN,
    },
  );
}

/** The error for a status that no rule of the service explains: a server's fault may pass, the rest is told as it is. */
export function unexpectedStatus(name: string, { status, text }: ServiceAnswer): TransientError {
  return new TransientError(`${name} answered ${status}${status >= 500 ? '' : `: ${firstLine(text)}`}.`, {
    service: name,
    status,
    remedy: AGAIN,
  });
}

/** `name/version ( contact )`, as MusicBrainz asks for. */
export function userAgent(contact: string | undefined): string {
  return `SideTrack/${version()} ( ${contact ?? 'https://github.com/AndruQuiroga/SideTrack'} )`;
}

const AGAIN = 'It is tried again.';
const TIMEOUT_MS = 30_000;
// A bulk answer of 1000 recordings has about 4 MB.
const MAX_BYTES = 32 * 1024 * 1024;

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

async function readLimited(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES)
      throw new TransientError(`${name} sent more than ${MAX_BYTES / 2 ** 20} MB in one answer.`, {
        service: name,
        remedy: AGAIN,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TransientError(`${name} answered with something that is not JSON: "${firstLine(text)}".`, {
      service: name,
      cause: error,
      remedy: AGAIN,
    });
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!.slice(0, 80);
}

/** fetch says only "fetch failed"; what failed is in its cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return cause.message === '' ? code || cause.name : cause.message;
}
