import { z } from 'zod';
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { ServiceAnswer } from '../http/service-client.ts';
import { createSender, parseAnswer, unexpectedStatus } from '../http/service-client.ts';
import { createTurns } from '../http/turns.ts';
import type { Deps } from '../types.ts';

export interface Lastfm {
  /** Tags with counts 0 to 100; null where Last.fm does not know the track. In the installation's turn. */
  topTags(
    track: { readonly artist: string; readonly title: string },
    signal?: AbortSignal,
  ): Promise<{ name: string; count: number }[] | null>;
}

/** Last.fm's API as far as a key without a session opens it. */
export function createLastfm(
  deps: Pick<Deps, 'settings' | 'fetch' | 'db' | 'sleep' | 'random'>,
  apiKey: string,
): Lastfm {
  const { lastfmUrl, contact } = deps.settings;
  const send = createSender({ name: NAME, fetch: deps.fetch, contact });
  const inTurn = createTurns(deps, { service: 'lastfm', requestsPerSecond: 5, holdSeconds: TIMEOUT_MS / 1000 + 5 });

  return {
    async topTags({ artist, title }, signal) {
      const url = new URL(lastfmUrl);
      url.search = new URLSearchParams({
        method: 'track.getTopTags',
        artist,
        track: title,
        autocorrect: '1',
        format: 'json',
        api_key: apiKey,
      }).toString();
      const answer = await inTurn(
        () => send({ url, timeoutMs: TIMEOUT_MS, ...(signal !== undefined && { signal }) }),
        signal,
      );
      const error = errorIn(answer);
      if (error?.error === NOT_FOUND) return null;
      if (error !== null) throw failureFor(error, answer.status);
      if (answer.status !== 200) throw unexpectedStatus(NAME, answer);
      const { tag = [] } = parseAnswer(NAME, answer, topTagsAnswer).toptags;
      return (Array.isArray(tag) ? tag : [tag]).map(({ name, count }) => ({ name, count }));
    },
  };
}

const NAME = 'Last.fm';
const TIMEOUT_MS = 20_000;

const tag = z.object({ name: z.string(), count: z.coerce.number() });
// One tag may stand alone, where several are a list.
const topTagsAnswer = z.object({ toptags: z.object({ tag: z.union([z.array(tag), tag]).optional() }) });
const errorAnswer = z.object({ error: z.coerce.number(), message: z.string().catch('') });
type ErrorAnswer = z.output<typeof errorAnswer>;

/** The error in an answer, which may come with HTTP 200. */
function errorIn({ text }: ServiceAnswer): ErrorAnswer | null {
  try {
    return errorAnswer.nullable().catch(null).parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const NOT_FOUND = 6;
const TRANSIENT = new Set([8, 11, 16]);
const RATE_LIMITED = 29;
const RETRY_AFTER_SECONDS = 60;

/** Codes: https://www.last.fm/api/errorcodes */
function failureFor({ error, message }: ErrorAnswer, status: number): Error {
  const context = { service: NAME, status };
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
  const remedy =
    error === 10 || error === 26
      ? 'Check SIDETRACK_LASTFM_API_KEY; keys are listed at last.fm/api/accounts.'
      : 'Report this as a fault of SideTrack.';
  return new PermanentError(`Last.fm refuses the request (${error}: ${message}).`, { ...context, remedy });
}
