import { z } from 'zod';
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { ServiceAnswer } from '../http/service-client.ts';
import { createSender, parseAnswer, unexpectedStatus } from '../http/service-client.ts';
import type { Deps } from '../types.ts';
import { createTurns } from '../http/turns.ts';

const tags = z.array(z.object({ name: z.string(), count: z.number() })).nullish();

const recordingAnswer = z.object({
  id: z.uuid(),
  title: z.string(),
  length: z.number().nullish(),
  isrcs: z.array(z.string()).nullish(),
  tags,
  'artist-credit': z
    .array(
      z.object({
        name: z.string(),
        joinphrase: z.string().nullish(),
        artist: z.object({
          id: z.uuid(),
          name: z.string(),
          tags,
          aliases: z.array(z.object({ name: z.string() })).nullish(),
        }),
      }),
    )
    .nullish(),
  releases: z
    .array(z.object({ id: z.uuid(), title: z.string(), status: z.string().nullish(), date: z.string().nullish() }))
    .nullish(),
});
export type MusicBrainzRecording = z.output<typeof recordingAnswer>;

const releaseAnswer = z.object({
  id: z.uuid(),
  'label-info': z.array(z.object({ label: z.object({ name: z.string() }).nullish() })).nullish(),
});
export type MusicBrainzRelease = z.output<typeof releaseAnswer>;

/** An answer about one thing. `id` of what was found is that of the survivor where the asked one was merged. */
export type Answer<Found> = { readonly found: Found } | { readonly missing: string };

export interface MusicBrainz {
  /** A look-up, in the installation's turn; each hop of a redirect is a request with its own turn. */
  recording(mbid: string, signal?: AbortSignal): Promise<Answer<MusicBrainzRecording>>;
  /** A release with its record labels, in the same turn. */
  release(mbid: string, signal?: AbortSignal): Promise<Answer<MusicBrainzRelease>>;
}

/** MusicBrainz or a mirror of it, at the rate that the settings state for the whole installation. */
export function createMusicBrainz(deps: Pick<Deps, 'settings' | 'fetch' | 'db' | 'sleep' | 'random'>): MusicBrainz {
  const { musicbrainzUrl, musicbrainzRate, contact } = deps.settings;
  const base = new URL(musicbrainzUrl);
  const send = createSender({ name: NAME, fetch: deps.fetch, contact });
  const inTurn = createTurns(deps, {
    service: 'musicbrainz',
    requestsPerSecond: musicbrainzRate,
    holdSeconds: TIMEOUT_MS / 1000 + 5,
  });

  const lookUp = async <Found>(
    what: { kind: 'recording' | 'release'; mbid: string; inc: string; schema: z.ZodType<Found> },
    signal?: AbortSignal,
  ): Promise<Answer<Found>> => {
    const { kind, mbid, inc, schema } = what;
    let url = new URL(`${base.pathname.replace(/\/$/u, '')}/ws/2/${kind}/${mbid}?inc=${inc}&fmt=json`, base);
    for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
      const request = { url, timeoutMs: TIMEOUT_MS, ...(signal !== undefined && { signal }) };
      const answer = await inTurn(() => send(request), signal);
      const location = answer.headers.get('location');
      if (!isRedirect(answer.status) || location === null) return toAnswer(answer, what.kind, schema);
      url = redirected(location, url);
    }
    return { missing: 'its redirects do not end' };
  };

  return {
    recording: (mbid, signal) =>
      lookUp({ kind: 'recording', mbid, inc: RECORDING_INC, schema: recordingAnswer }, signal),
    release: (mbid, signal) => lookUp({ kind: 'release', mbid, inc: 'labels', schema: releaseAnswer }, signal),
  };
}

const NAME = 'MusicBrainz';
const RECORDING_INC = 'artists+releases+tags+isrcs+aliases';
const TIMEOUT_MS = 20_000;
const MOST_HOPS = 5;

function isRedirect(status: number): boolean {
  return [301, 302, 307, 308].includes(status);
}

/** A redirect that leads away from the server is not followed: it would not be MusicBrainz that answers. */
function redirected(location: string, from: URL): URL {
  const url = new URL(location, from);
  if (url.host === from.host && /\/ws\/2\/(?:recording|release)\//u.test(url.pathname)) return url;
  throw new TransientError(`${NAME} redirects to ${url.host}.`, {
    service: NAME,
    remedy: 'Check SIDETRACK_MUSICBRAINZ_URL.',
  });
}

function toAnswer<Found>(answer: ServiceAnswer, kind: string, schema: z.ZodType<Found>): Answer<Found> {
  switch (answer.status) {
    case 200:
      return { found: parseAnswer(NAME, answer, schema) };
    case 404:
      return { missing: `MusicBrainz has no such ${kind}` };
    case 400:
      return { missing: 'MusicBrainz takes its id for malformed' };
    case 403:
      throw new PermanentError(`${NAME} refuses this installation.`, {
        service: NAME,
        status: 403,
        remedy: 'Set SIDETRACK_CONTACT to an address at which you can be reached.',
      });
    // Both kinds, its own quota spent and a busy server, want less of the caller.
    case 429:
    case 503:
      throw new RateLimitedError(`${NAME} asks to be left alone for a while.`, {
        service: NAME,
        status: answer.status,
        retryAfterSeconds: retryAfter(answer),
        remedy: 'It is asked again after that.',
      });
    default:
      throw unexpectedStatus(NAME, answer);
  }
}

function retryAfter({ headers }: ServiceAnswer): number {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) : 10;
}
