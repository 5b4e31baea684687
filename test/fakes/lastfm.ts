import { createHash } from 'node:crypto';
import type { Play } from './listen.ts';
import type { Tags } from './music.ts';
import type { Answer, FakeService, Place, RecordedRequest } from './service.ts';
import { startService } from './service.ts';

export interface LastfmSeed {
  readonly apiKey?: string;
  readonly secret?: string;
  /** `artist|track` in lower case -> counts 0 to 100 */
  readonly tags?: Readonly<Record<string, Tags>>;
  readonly plays?: Readonly<Record<string, readonly Play[]>>;
  readonly nowPlaying?: Readonly<Record<string, { readonly artist: string; readonly track: string }>>;
}

export interface FakeLastfm extends FakeService {
  /** The next `count` calls answer HTTP 200 with this error in the body, as the service does at times. */
  errorNext(count: number, error: number, message: string): void;
}

/** Last.fm's `track.getTopTags`, `user.getRecentTracks` and `auth.getSession`. The URL of the API is `url` + `/2.0/`. */
export async function startLastfm(seed: LastfmSeed = {}, place?: Place): Promise<FakeLastfm> {
  const errors: { error: number; message: string }[] = [];
  const service = await startService((request) => {
    const forced = errors.shift();
    return forced === undefined ? route(request, seed) : { status: 200, body: forced };
  }, place);
  return {
    ...service,
    errorNext: (count, error, message) =>
      void errors.push(...Array.from({ length: count }, () => ({ error, message }))),
  };
}

function route({ path, query }: RecordedRequest, seed: LastfmSeed): Answer {
  if (path !== '/2.0/') return { status: 404, body: 'Not found' };
  if (query.get('format') !== 'json')
    return { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><lfm status="ok"/>' };
  if (seed.apiKey !== undefined && query.get('api_key') !== seed.apiKey)
    return failure(403, 10, 'Invalid API key - You must be granted a valid key by last.fm');
  switch (query.get('method')?.toLowerCase()) {
    case 'track.gettoptags':
      return answerTopTags(query, seed.tags ?? {});
    case 'user.getrecenttracks':
      return answerRecentTracks(query, seed);
    case 'auth.getsession':
      return answerSession(query, seed.secret ?? '');
    default:
      return failure(400, 3, 'Invalid Method - No method with that name in this package');
  }
}

function answerTopTags(query: URLSearchParams, known: Readonly<Record<string, Tags>>): Answer {
  const [artist, track] = [query.get('artist'), query.get('track')];
  if (!artist || !track) return failure(200, 6, 'Invalid parameters - Your request is missing a required parameter');
  const tags = known[`${artist}|${track}`.toLowerCase()];
  if (tags === undefined) return failure(200, 6, 'Track not found');
  const tag = Object.entries(tags).map(([name, count]) => ({
    count,
    name,
    url: `https://www.last.fm/tag/${encodeURIComponent(name)}`,
  }));
  return { status: 200, body: { toptags: { tag, '@attr': { artist, track } } } };
}

function answerRecentTracks(query: URLSearchParams, seed: LastfmSeed): Answer {
  const user = query.get('user') ?? '';
  const plays = seed.plays?.[user];
  if (plays === undefined) return failure(404, 6, 'User not found');
  const [limit, page] = [Math.min(200, Number(query.get('limit') ?? 50)), Number(query.get('page') ?? 1)];
  const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? Infinity)];
  const within = plays
    .filter(({ listenedAt }) => listenedAt >= from && listenedAt < to)
    .toSorted((left, right) => right.listenedAt - left.listenedAt);
  const now = seed.nowPlaying?.[user];
  const rows = [
    ...(now === undefined ? [] : [{ ...trackJson({ ...now, listenedAt: 0 }), '@attr': { nowplaying: 'true' } }]),
    ...within.slice((page - 1) * limit, page * limit).map((play) => ({
      ...trackJson(play),
      date: { uts: String(play.listenedAt), '#text': new Date(play.listenedAt * 1000).toUTCString() },
    })),
  ];
  const attributes = {
    user,
    page: String(page),
    perPage: String(limit),
    total: String(within.length),
    totalPages: String(Math.ceil(within.length / limit)),
  };
  return { status: 200, body: { recenttracks: { '@attr': attributes, track: rows.length === 1 ? rows[0] : rows } } };
}

function trackJson(play: Play): Record<string, unknown> {
  return {
    name: play.track,
    mbid: play.recordingMbid ?? '',
    artist: { '#text': play.artist, mbid: '' },
    album: { '#text': play.release ?? '', mbid: '' },
    url: 'https://www.last.fm/music/_',
    streamable: '0',
    image: [],
  };
}

function answerSession(query: URLSearchParams, secret: string): Answer {
  if (query.get('api_sig') !== lastfmSignature(query, secret))
    return failure(403, 13, 'Invalid method signature supplied');
  return { status: 200, body: { session: { name: 'listener', key: 'session-key', subscriber: 0 } } };
}

/** `api_sig`: md5 of the sorted name-value pairs, `format`, `callback` and the signature itself left out, then the secret. */
export function lastfmSignature(query: URLSearchParams, secret: string): string {
  const pairs = [...query]
    .filter(([name]) => !['format', 'callback', 'api_sig'].includes(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('md5')
    .update(pairs.map(([name, value]) => name + value).join('') + secret)
    .digest('hex');
}

function failure(status: number, error: number, message: string): Answer {
  return { status, body: { error, message } };
}
