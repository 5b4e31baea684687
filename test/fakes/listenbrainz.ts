import type { ApiListen, Play } from './listen.ts';
import { ListenStore } from './listenbrainz-store.ts';
import { answerLookup } from './listenbrainz-lookup.ts';
import { answerMetadata } from './listenbrainz-metadata.ts';
import { answerSubmission } from './listenbrainz-submit.ts';
import { answerPlaylist, type FakePlaylist } from './listenbrainz-playlists.ts';
import type { FakeRecording } from './music.ts';
import { createRateWindow } from './rate-window.ts';
import { apiError, tokenOf } from './listenbrainz-answers.ts';
import type { Answer, FakeService, Place, RecordedRequest } from './service.ts';
import { startService } from './service.ts';

export interface ListenBrainzSeed {
  readonly listens?: Readonly<Record<string, readonly Play[]>>;
  /** What the bulk metadata knows. */
  readonly recordings?: readonly FakeRecording[];
  /** token -> user */
  readonly tokens?: Readonly<Record<string, string>>;
  /** 30 requests in a window of 10 s unless said otherwise. */
  readonly requestsPerWindow?: number;
  readonly windowSeconds?: number;
}

export interface FakeListenBrainz extends FakeService {
  addUser(name: string): void;
  addListens(user: string, plays: readonly Play[]): void;
  deleteListens(user: string, matches: (listen: ApiListen) => boolean): void;
  remap(user: string, matches: (listen: ApiListen) => boolean, change: (listen: ApiListen) => ApiListen): void;
  listens(user: string): readonly ApiListen[];
  addRecordings(recordings: readonly FakeRecording[]): void;
  /** Those that were made, oldest first. */
  readonly playlists: readonly FakePlaylist[];
}

/** ListenBrainz as far as SideTrack uses it: listens, counts, tokens, submissions, playlists, bulk metadata, limits. */
export async function startListenBrainz(seed: ListenBrainzSeed = {}, place?: Place): Promise<FakeListenBrainz> {
  const store = new ListenStore();
  for (const [user, plays] of Object.entries(seed.listens ?? {})) store.add(user, plays);
  const recordings = new Map((seed.recordings ?? []).map((recording) => [recording.mbid, recording]));
  const tokens = new Map(Object.entries(seed.tokens ?? {}));
  for (const user of tokens.values()) store.addUser(user);
  const playlists: FakePlaylist[] = [];
  const limiter = createRateWindow(seed.windowSeconds ?? 10, Date.now);

  const service = await startService((request) => {
    const { open, headers } = limiter.take('address', seed.requestsPerWindow ?? 30);
    if (!open) return { status: 429, body: 'You have exceeded your rate limit.', headers };
    const answer = route(request, { store, recordings, tokens, playlists });
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }, place);
  return {
    ...service,
    addUser: (name) => store.addUser(name),
    addListens: (user, plays) => store.add(user, plays),
    deleteListens: (user, matches) => store.delete(user, matches),
    remap: (user, matches, change) => store.remap(user, matches, change),
    listens: (user) => store.listens(user),
    addRecordings: (added) => added.forEach((recording) => recordings.set(recording.mbid, recording)),
    playlists,
  };
}

interface State {
  readonly store: ListenStore;
  readonly recordings: ReadonlyMap<string, FakeRecording>;
  readonly tokens: ReadonlyMap<string, string>;
  readonly playlists: FakePlaylist[];
}

function route(request: RecordedRequest, { store, recordings, tokens, playlists }: State): Answer {
  const [, user, what] = /^\/1\/user\/([^/]+)\/(listens|listen-count)$/u.exec(request.path) ?? [];
  if (user !== undefined) {
    const name = decodeURIComponent(user);
    if (!store.has(name)) return apiError(404, `Cannot find user: ${name}`);
    return what === 'listens'
      ? answerListens(request.query, store.nameOf(name), store.listens(name))
      : answerCount(store.listens(name));
  }
  if (request.path === '/1/validate-token') return answerToken(request, tokens);
  if (request.path === '/1/submit-listens' && request.method === 'POST')
    return answerSubmission(request, store, tokens);
  if (request.path === '/1/playlist/create' && request.method === 'POST')
    return answerPlaylist(request, playlists, tokens);
  if (request.path.startsWith('/1/metadata/')) return answerAboutMusic(request, recordings, tokens);
  return apiError(404, 'Not found');
}

function answerAboutMusic(
  request: RecordedRequest,
  recordings: ReadonlyMap<string, FakeRecording>,
  tokens: ReadonlyMap<string, string>,
): Answer {
  if (request.path === '/1/metadata/lookup/' && request.method === 'POST') {
    const isKnown = tokens.has(tokenOf(request) ?? '');
    return isKnown ? answerLookup(request, recordings) : apiError(401, 'Invalid authorization token.');
  }
  if (request.path === '/1/metadata/recording/') return answerMetadata(request, recordings);
  if (request.path === '/1/metadata/recording')
    return { status: 308, body: '', headers: { location: '/1/metadata/recording/' } };
  return apiError(404, 'Not found');
}

function answerListens(query: URLSearchParams, user: string, listens: readonly ApiListen[]): Answer {
  const asked = [numberOf(query, 'count', 25), numberOf(query, 'min_ts', null), numberOf(query, 'max_ts', null)];
  if (asked.includes(undefined)) return apiError(400, 'Invalid count, min_ts or max_ts argument');
  const [count, minTs, maxTs] = asked as [number, number | null, number | null];
  if (count < 0) return apiError(400, "'count' should be a positive integer");
  if (minTs !== null && maxTs !== null && maxTs <= minTs) return apiError(400, 'max_ts should be greater than min_ts');
  const within = listens.filter(
    ({ listened_at }) => (minTs === null || listened_at > minTs) && (maxTs === null || listened_at < maxTs),
  );
  const size = Math.min(count, 1000);
  // With min_ts the oldest of them are picked, without it the newest; newest first either way.
  const page = minTs === null ? within.slice(Math.max(0, within.length - size)) : within.slice(0, size);
  return {
    status: 200,
    body: {
      payload: {
        count: page.length,
        user_id: user,
        listens: page.toReversed(),
        latest_listen_ts: listens.at(-1)?.listened_at ?? 0,
        oldest_listen_ts: listens[0]?.listened_at ?? 0,
      },
    },
  };
}

function numberOf(query: URLSearchParams, name: string, fallback: number | null): number | null | undefined {
  const text = query.get(name);
  if (text === null) return fallback;
  return /^-?\d+$/u.test(text) ? Number(text) : undefined;
}

function answerCount(listens: readonly ApiListen[]): Answer {
  return { status: 200, body: { payload: { count: listens.length } } };
}

function answerToken(request: RecordedRequest, tokens: ReadonlyMap<string, string>): Answer {
  const token = tokenOf(request);
  if (token === undefined) return apiError(400, 'You need to provide an Authorization token.');
  const user = tokens.get(token);
  return {
    status: 200,
    body:
      user === undefined
        ? { code: 200, message: 'Token invalid.', valid: false }
        : { code: 200, message: 'Token valid.', valid: true, user_name: user },
  };
}
