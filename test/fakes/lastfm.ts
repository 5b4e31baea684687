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
  /** Users who hide their listens: a signed call with their session key reads them, others meet error 17. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Tokens and what became of each; without any, every token is good. A token serves once. */
  readonly authTokens?: Readonly<Record<string, 'allowed' | 'not allowed' | 'expired'>>;
}

export interface FakeLastfm extends FakeService {
  /** The next `count` calls answer HTTP 200 with this error in the body, as the service does at times. */
  errorNext(count: number, error: number, message: string): void;
  addPlays(user: string, plays: readonly Play[]): void;
  removePlays(user: string, which: (play: Play) => boolean): void;
  /** null: nothing. */
  setPlaying(user: string, track: { readonly artist: string; readonly track: string } | null): void;
}

/** What the fake holds, and a test may change. */
interface Account {
  plays: Play[];
  playing: { readonly artist: string; readonly track: string } | null;
}
type Accounts = Map<string, Account>;

/**
 * Last.fm's `track.getTopTags`, `user.getRecentTracks` and `auth.getSession`, and the page on which a listener allows access, who
 * does so at once. The URL of the API is `url` + `/2.0/`.
 */
export async function startLastfm(seed: LastfmSeed = {}, place?: Place): Promise<FakeLastfm> {
  const errors: { error: number; message: string }[] = [];
  const tokens = new Map(Object.entries(seed.authTokens ?? {}));
  const accounts: Accounts = new Map(
    Object.entries(seed.plays ?? {}).map(([user, plays]) => [
      user,
      { plays: [...plays], playing: seed.nowPlaying?.[user] ?? null },
    ]),
  );
  const accountOf = (user: string): Account => {
    const account = accounts.get(user) ?? { plays: [], playing: null };
    accounts.set(user, account);
    return account;
  };
  const service = await startService((request) => {
    if (request.path === '/api/auth/') return sendBack(request, tokens);
    const forced = errors.shift();
    return forced === undefined ? route(request, seed, { tokens, accounts }) : { status: 200, body: forced };
  }, place);
  return {
    ...service,
    errorNext: (count, error, message) =>
      void errors.push(...Array.from({ length: count }, () => ({ error, message }))),
    addPlays: (user, plays) => void accountOf(user).plays.push(...plays),
    removePlays: (user, which) => {
      const account = accountOf(user);
      account.plays = account.plays.filter((play) => !which(play));
    },
    setPlaying: (user, track) => {
      accountOf(user).playing = track;
    },
  };
}

type Tokens = Map<string, 'allowed' | 'not allowed' | 'expired'>;

function route(
  { path, query }: RecordedRequest,
  seed: LastfmSeed,
  { tokens, accounts }: { tokens: Tokens; accounts: Accounts },
): Answer {
  if (path !== '/2.0/') return { status: 404, body: 'Not found' };
  if (query.get('format') !== 'json')
    return { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><lfm status="ok"/>' };
  if (seed.apiKey !== undefined && query.get('api_key') !== seed.apiKey)
    return failure(403, 10, 'Invalid API key - You must be granted a valid key by last.fm');
  switch (query.get('method')?.toLowerCase()) {
    case 'track.gettoptags':
      return answerTopTags(query, seed.tags ?? {});
    case 'user.getrecenttracks':
      return answerRecentTracks(query, accounts, seed);
    case 'auth.getsession':
      return answerSession(query, seed, tokens);
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

function answerRecentTracks(query: URLSearchParams, accounts: Accounts, { hidden, secret = '' }: LastfmSeed): Answer {
  const user = query.get('user') ?? '';
  const account = accounts.get(user);
  if (account === undefined) return failure(404, 6, 'User not found');
  const refusal = refusalFor(query, hidden?.[user], secret);
  if (refusal !== null) return refusal;
  const { plays, playing: now } = account;
  const [limit, page] = [Math.min(200, Number(query.get('limit') ?? 50)), Number(query.get('page') ?? 1)];
  const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? Infinity)];
  const within = plays
    .filter(({ listenedAt }) => listenedAt >= from && listenedAt < to)
    .toSorted((left, right) => right.listenedAt - left.listenedAt);
  const rows = [
    ...(now === null ? [] : [{ ...trackJson({ ...now, listenedAt: 0 }), '@attr': { nowplaying: 'true' } }]),
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

/** A listener who hides their listens has a session, with which a signed call reads them. */
function refusalFor(query: URLSearchParams, session: string | undefined, secret: string): Answer | null {
  const given = query.get('sk');
  if (given !== null && query.get('api_sig') !== lastfmSignature(query, secret))
    return failure(403, 13, 'Invalid method signature supplied');
  if (session === undefined || given === session) return null;
  return given === null
    ? failure(403, 17, 'Login: User required to be logged in')
    : failure(403, 9, 'Invalid session key - Please re-authenticate');
}

/** The page of Last.fm itself: the listener allows access, and is sent back with a token. */
function sendBack({ query }: RecordedRequest, tokens: Tokens): Answer {
  const callback = new URL(query.get('cb') ?? '');
  const token = `token-${tokens.size + 1}`;
  tokens.set(token, 'allowed');
  callback.searchParams.set('token', token);
  return { status: 302, body: '', headers: { location: callback.href } };
}

function answerSession(query: URLSearchParams, { secret = '', authTokens }: LastfmSeed, tokens: Tokens): Answer {
  if (query.get('api_sig') !== lastfmSignature(query, secret))
    return failure(403, 13, 'Invalid method signature supplied');
  const token = query.get('token') ?? '';
  const state = tokens.get(token);
  if (state === 'not allowed') return failure(403, 14, 'Unauthorized Token - This token has not been authorized');
  if (state === 'expired') return failure(403, 15, 'This token has expired');
  if (!tokens.delete(token) && authTokens !== undefined)
    return failure(403, 4, 'Authentication Failed - You do not have permissions to access the service');
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
