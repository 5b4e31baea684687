import type { z } from 'zod';
import { PermanentError } from '../errors.ts';
import type { ServiceAnswer } from '../http/service-client.ts';
import { createSender, parseAnswer, unexpectedStatus } from '../http/service-client.ts';
import type { Deps } from '../types.ts';
import type { MetadataEntry } from './answers.ts';
import {
  countAnswer,
  errorAnswer,
  lookupAnswer,
  lookupRow,
  listensAnswer,
  metadataAnswer,
  metadataEntry,
  submitAnswer,
  tokenAnswer,
} from './answers.ts';
import { paceListenBrainz } from './paced-send.ts';

/** Times are seconds since the epoch; both bounds are exclusive. */
export interface ListensQuery {
  readonly user: string;
  readonly token?: string | undefined;
  readonly count: number;
  readonly minTs?: number;
  readonly maxTs?: number;
  readonly signal?: AbortSignal;
}

export interface ListensPage {
  /** Newest first, unchecked. With `minTs` they are the oldest after it. */
  readonly listens: readonly unknown[];
  /** Of the user's whole history; null where there is none or the service does not say. */
  readonly latestTs: number | null;
  readonly oldestTs: number | null;
}

export interface ListenSubmission {
  readonly type: 'single' | 'import' | 'playing_now';
  /** As the service documents them; at most 1000, and one alone of the other types. */
  readonly listens: readonly object[];
  readonly token: string;
  readonly signal?: AbortSignal;
}

/** What a recording is looked for by. */
export interface LookupWords {
  readonly artistCredit: string;
  readonly title: string;
  readonly releaseTitle: string | null;
}
/** A recording that was found for some words, which stand beside it as they were asked. */
export interface LookedUp {
  readonly askedArtist: string;
  readonly askedTitle: string;
  readonly mbid: string;
  readonly title: string;
  readonly artist: string;
  readonly release: string | null;
}

export interface ListenBrainz {
  listens(query: ListensQuery): Promise<ListensPage>;
  /** The service keeps this number for five minutes. Null where a service with the same API does not count. */
  listenCount(query: Pick<ListensQuery, 'user' | 'token' | 'signal'>): Promise<number | null>;
  /** The name that a token belongs to; null for a token that is none. */
  tokenOwner(token: string, signal?: AbortSignal): Promise<string | null>;
  /**
   * Submits listens in a user's name. Null: it has them now, though they show later; one that it had before changes nothing.
   * Else the reason why it will not have them.
   */
  submit(submission: ListenSubmission): Promise<string | null>;
  /** What is known of up to 1000 recordings, by MBID; what is not known (a merged MBID too) is left out. */
  metadata(mbids: readonly string[], signal?: AbortSignal): Promise<Map<string, MetadataEntry>>;
  /** Which recordings MusicBrainz has for up to 50 names, in a user's name; what is not found is left out. */
  lookUp(wanted: readonly LookupWords[], token: string, signal?: AbortSignal): Promise<LookedUp[]>;
}

/** ListenBrainz, or a service with the same API. One for a process: it paces all requests together. */
export function createListenBrainz(
  deps: Pick<Deps, 'settings' | 'fetch' | 'clock' | 'sleep' | 'random'>,
): ListenBrainz {
  const base = new URL(deps.settings.listenbrainzUrl);
  const send = paceListenBrainz(createSender({ name: NAME, fetch: deps.fetch, contact: deps.settings.contact }), deps);
  const urlOf = (path: string, query: Record<string, number | undefined> = {}): URL => {
    const url = new URL(base.pathname.replace(/\/$/u, '') + path, base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return url;
  };
  const ask = async <T>(
    request: Parameters<typeof send>[0],
    schema: z.ZodType<T>,
    { user = '', absent }: { user?: string; absent?: T } = {},
  ): Promise<T> => {
    const answer = await send(request);
    if (answer.status === 404 && absent !== undefined) return absent;
    if (answer.status !== 200) throw refused(answer, user);
    return parseAnswer(NAME, answer, schema);
  };

  return {
    async listens({ user, token, count, minTs, maxTs, signal }) {
      const url = urlOf(`/1/user/${encodeURIComponent(user)}/listens`, { count, min_ts: minTs, max_ts: maxTs });
      const { payload } = await ask({ url, ...authorized(token), ...within(signal) }, listensAnswer, { user });
      return {
        listens: payload.listens,
        latestTs: payload.latest_listen_ts || null,
        oldestTs: payload.oldest_listen_ts || null,
      };
    },
    async listenCount({ user, token, signal }) {
      const url = urlOf(`/1/user/${encodeURIComponent(user)}/listen-count`);
      const absent = { payload: { count: null } };
      return (await ask({ url, ...authorized(token), ...within(signal) }, countAnswer, { absent })).payload.count;
    },
    async tokenOwner(token, signal) {
      const { valid, user_name: owner } = await ask(
        { url: urlOf('/1/validate-token'), ...authorized(token), ...within(signal) },
        tokenAnswer,
      );
      return valid ? (owner ?? '') : null;
    },
    async submit({ type, listens, token, signal }) {
      const body = { listen_type: type, payload: listens };
      const url = urlOf('/1/submit-listens');
      const answer = await send({ url, body, timeoutMs: 60_000, ...authorized(token), ...within(signal) });
      if (answer.status === 400 || answer.status === 413) return reasonIn(answer.text);
      if (answer.status !== 200) throw refused(answer, '');
      parseAnswer(NAME, answer, submitAnswer);
      return null;
    },
    async metadata(mbids, signal) {
      const body = { recording_mbids: mbids, inc: 'artist tag release' };
      const entries = await ask(
        { url: urlOf('/1/metadata/recording/'), body, timeoutMs: 60_000, ...within(signal) },
        metadataAnswer,
        { absent: {} },
      );
      const known = Object.entries(entries).map(
        ([mbid, entry]) => [mbid.toLowerCase(), metadataEntry.safeParse(entry)] as const,
      );
      return new Map(known.flatMap(([mbid, entry]) => (entry.success ? [[mbid, entry.data]] : [])));
    },
    async lookUp(wanted, token, signal) {
      const askable = wanted.filter(({ artistCredit, title }) => isAskable(artistCredit) && isAskable(title));
      if (askable.length === 0) return [];
      const recordings = askable.map(({ artistCredit, title, releaseTitle }) => ({
        artist_name: artistCredit,
        recording_name: title,
        ...(releaseTitle !== null && isAskable(releaseTitle) && { release_name: releaseTitle }),
      }));
      const url = urlOf('/1/metadata/lookup/');
      const rows = await ask(
        { url, body: { recordings }, timeoutMs: 60_000, ...authorized(token), ...within(signal) },
        lookupAnswer,
      );
      return rows.flatMap((row) => {
        const found = lookupRow.safeParse(row);
        return found.success ? [found.data] : [];
      });
    },
  };
}

const NAME = 'ListenBrainz';

/** The service refuses longer words, and empty ones. */
const isAskable = (words: string): boolean => words.trim() !== '' && words.length <= 250;

function authorized(token: string | undefined): { headers?: Record<string, string> } {
  return token === undefined ? {} : { headers: { authorization: `Token ${token}` } };
}

function within(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function refused(answer: ServiceAnswer, user: string): Error {
  if (answer.status === 404 && user !== '') {
    return new PermanentError(`ListenBrainz knows no user "${user}".`, {
      service: NAME,
      status: 404,
      remedy: 'Check the name under Connections.',
    });
  }
  if (answer.status === 401 || answer.status === 403) {
    return new PermanentError('ListenBrainz refuses the token.', {
      service: NAME,
      status: answer.status,
      remedy: 'Copy it again from listenbrainz.org/settings and enter it under Connections.',
    });
  }
  if (answer.status === 400) {
    return new PermanentError(`ListenBrainz refuses the question: ${reasonIn(answer.text)}.`, {
      service: NAME,
      status: 400,
      remedy: 'Report this as a fault of SideTrack.',
    });
  }
  return unexpectedStatus(NAME, answer);
}

function reasonIn(text: string): string {
  try {
    return errorAnswer.parse(JSON.parse(text)).error.replace(/\.$/u, '');
  } catch {
    return text.slice(0, 80);
  }
}
