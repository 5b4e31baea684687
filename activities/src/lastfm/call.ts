import { lastfmSignature } from '@sidetrack/settings';
import { z } from 'zod';
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { ServiceAnswer } from '../http/service-client.ts';
import { createSender, parseAnswer, unexpectedStatus } from '../http/service-client.ts';
import { createTurns } from '../http/turns.ts';
import type { Deps } from '../types.ts';

export interface LastfmCall<T> {
  readonly parameters: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<T>;
  /** Signs the call, for what its listener alone may see. */
  readonly sessionKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LastfmAccess {
  readonly apiKey: string;
  /** Of the whole installation; 5 unless given, as Last.fm's terms have it. */
  readonly requestsPerSecond?: number;
}

/** Asks Last.fm something, in the installation's turn. @throws LastfmError for what it refuses, which may come with HTTP 200 */
export type CallLastfm = <T>(call: LastfmCall<T>) => Promise<T>;

export function createLastfmCall(
  deps: Pick<Deps, 'settings' | 'fetch' | 'db' | 'sleep' | 'random'>,
  { apiKey, requestsPerSecond = 5 }: LastfmAccess,
): CallLastfm {
  const { lastfmUrl, lastfmApiSecret, contact } = deps.settings;
  const send = createSender({ name: LASTFM, fetch: deps.fetch, contact });
  const inTurn = createTurns(deps, { service: 'lastfm', requestsPerSecond, holdSeconds: TIMEOUT_MS / 1000 + 5 });

  return async ({ parameters, schema, sessionKey, signal }) => {
    const open = { ...parameters, api_key: apiKey };
    const url = new URL(lastfmUrl);
    url.search = new URLSearchParams({
      ...(sessionKey === undefined ? open : signed({ ...open, sk: sessionKey }, lastfmApiSecret)),
      format: 'json',
    }).toString();
    const answer = await inTurn(
      () => send({ url, timeoutMs: TIMEOUT_MS, ...(signal !== undefined && { signal }) }),
      signal,
    );
    const error = errorIn(answer);
    if (error !== null) throw failureFor(error, answer.status);
    if (answer.status !== 200) throw unexpectedStatus(LASTFM, answer);
    return parseAnswer(LASTFM, answer, schema);
  };
}

/** What Last.fm will not answer, by its code: https://www.last.fm/api/errorcodes */
export class LastfmError extends PermanentError {
  readonly code: number;
  constructor(code: number, message: string, context: { status: number; remedy: string }) {
    super(message, { service: LASTFM, ...context });
    this.code = code;
  }
}

export const LASTFM = 'Last.fm';
export const NOT_FOUND = 6;
export const SESSION_EXPIRED = 9;
export const PRIVATE = 17;
const TRANSIENT = new Set([8, 11, 16]);
const RATE_LIMITED = 29;

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_SECONDS = 60;

function signed(parameters: Readonly<Record<string, string>>, secret: string | undefined): Record<string, string> {
  if (secret === undefined)
    throw new PermanentError('This call to Last.fm has to be signed, and there is no secret to sign it with.', {
      service: LASTFM,
      remedy: 'Set SIDETRACK_LASTFM_API_SECRET; keys and secrets are listed at last.fm/api/accounts.',
    });
  return { ...parameters, api_sig: lastfmSignature(parameters, secret) };
}

const errorAnswer = z.object({ error: z.coerce.number(), message: z.string().catch('') });
type ErrorAnswer = z.output<typeof errorAnswer>;

function errorIn({ text }: ServiceAnswer): ErrorAnswer | null {
  try {
    return errorAnswer.nullable().catch(null).parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function failureFor({ error, message }: ErrorAnswer, status: number): Error {
  const context = { service: LASTFM, status };
  if (error === RATE_LIMITED) {
    return new RateLimitedError('Last.fm asks to be left alone for a while.', {
      ...context,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      remedy: 'It is asked again after that.',
    });
  }
  if (TRANSIENT.has(error))
    return new TransientError(`Last.fm is not available (${error}: ${message}).`, {
      ...context,
      remedy: 'It is tried again.',
    });
  return new LastfmError(error, `Last.fm refuses the request (${error}: ${message}).`, {
    status,
    remedy: REMEDIES[error] ?? 'Report this as a fault of SideTrack.',
  });
}

const KEYS = 'Check SIDETRACK_LASTFM_API_KEY; keys are listed at last.fm/api/accounts.';
const REMEDIES: Readonly<Record<number, string>> = {
  10: KEYS,
  13: 'Compare SIDETRACK_LASTFM_API_KEY and SIDETRACK_LASTFM_API_SECRET with those at last.fm/api/accounts.',
  26: KEYS,
};
