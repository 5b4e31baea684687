import { z } from 'zod';
import type { ApiErrorContext } from './errors.ts';
import {
  BusyError,
  ConflictError,
  InvalidError,
  RefusedError,
  UnexpectedAnswerError,
  UnreachableError,
} from './errors.ts';
import type { ServiceToken } from './service-token.ts';

/** How one installation's API is reached. */
export interface Door {
  /** `<namespace>/<name>`, for messages. */
  readonly installation: string;
  /** Without a slash at its end, e.g. `http://home-api.music.svc:8000`. */
  readonly baseUrl: string;
  readonly token: ServiceToken;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
}

export interface ApiRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below `/internal/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends one request and gives the answer when its status is one of `expected`. After a 401 the service token is read anew, once.
 * @throws UnreachableError, RefusedError, ConflictError, InvalidError, BusyError, UnexpectedAnswerError
 */
export async function ask(door: Door, request: ApiRequest, expected: readonly number[]): Promise<ApiAnswer> {
  let { answer, retryAfter } = await send(door, request);
  if (answer.status === 401) {
    door.token.forget();
    ({ answer, retryAfter } = await send(door, request));
  }
  if (expected.includes(answer.status)) return answer;
  throw refusal(door, request, answer, retryAfter);
}

/** The answer's JSON in the shape of `schema`. @throws UnexpectedAnswerError when it is something else */
export function parseAnswer<T>(door: Door, request: ApiRequest, answer: ApiAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(answer.text));
  if (parsed.success) return parsed.data;
  const what = z.prettifyError(parsed.error).replaceAll('\n', ' ').slice(0, 200);
  throw new UnexpectedAnswerError(`${describe(request)} was answered in a form that is not understood: ${what}.`, {
    installation: door.installation,
    status: answer.status,
    remedy: VERSIONS_DIFFER,
  });
}

const VERSIONS_DIFFER = "Let spec.image.tag be of the operator's own version or one before it.";
const MAX_RETRY_AFTER_SECONDS = 300;

const problemSchema = z.object({ title: z.string(), detail: z.string(), remedy: z.string() }).partial();

async function send(door: Door, request: ApiRequest): Promise<{ answer: ApiAnswer; retryAfter: string | null }> {
  const token = await door.token.read();
  const timeout = AbortSignal.timeout(door.timeoutMs);
  try {
    const response = await door.fetch(`${door.baseUrl}/internal/v1${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      // A redirect would carry the token elsewhere; the API has none.
      redirect: 'manual',
      signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const answer = { status: response.status, text: await response.text() };
    return { answer, retryAfter: response.headers.get('retry-after') };
  } catch (error) {
    request.signal?.throwIfAborted();
    const what = timeout.aborted
      ? `did not answer within ${door.timeoutMs / 1000} s`
      : `cannot be reached: ${causeOf(error)}`;
    throw new UnreachableError(`The API of SideTrack ${door.installation} ${what}.`, {
      installation: door.installation,
      cause: error,
      remedy: 'See the condition ApiReady of the SideTrack; it is tried again.',
    });
  }
}

function refusal(door: Door, request: ApiRequest, { status, text }: ApiAnswer, retryAfter: string | null): Error {
  const problem = problemSchema.safeParse(jsonOf(text)).data ?? {};
  const message = sentence(problem.detail ?? problem.title ?? `${describe(request)} was answered with ${status}`);
  const context = (remedy: string): ApiErrorContext => ({
    installation: door.installation,
    status,
    remedy: sentence(problem.remedy ?? remedy),
  });
  switch (status) {
    case 401:
    case 403:
      return new RefusedError(`The API of SideTrack ${door.installation} refused the service token.`, {
        installation: door.installation,
        status,
        remedy:
          'Its pods run with another token than the Secret holds: restart the API (`kubectl rollout restart deployment`).',
      });
    case 409:
      return new ConflictError(message, context('Choose another.'));
    case 400:
    case 422:
      return new InvalidError(message, context('Correct the field that is named.'));
    case 429:
    case 503:
      return new BusyError(message, { ...context('It is tried again.'), retryAfterSeconds: secondsOf(retryAfter) });
    default:
      return status >= 500
        ? new UnreachableError(message, context("It is tried again; the API's log says why."))
        : new UnexpectedAnswerError(message, context(VERSIONS_DIFFER));
  }
}

/** `Retry-After` in seconds; a date is taken as the shortest wait, since clocks differ. */
function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_SECONDS) : 5;
}

function describe({ method, path }: ApiRequest): string {
  return `${method} /internal/v1${path}`;
}

function sentence(text: string): string {
  const line = text.trim().split('\n', 1)[0]!.slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch says only "fetch failed"; what failed is in its cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return cause.message === '' ? code || cause.name : cause.message;
}
