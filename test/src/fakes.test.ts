import type { Fakes } from '../fakes/index.ts';
import { startFakes, uuidOf } from '../fakes/index.ts';
import { lastfmSignature } from '../fakes/lastfm.ts';

const play = (listenedAt: number, track = `t${listenedAt}`) => ({ listenedAt, artist: 'A', track });
const USER_AGENT = 'SideTrack/0.1 ( test )';
let fakes: Fakes;
interface Body {
  readonly payload: { readonly listens: readonly { listened_at: number; track_metadata: object }[] };
  readonly toptags: { readonly tag: unknown };
  readonly recenttracks: { readonly track: readonly object[] };
}

afterEach(() => fakes.stop());

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Body; text: string }> {
  const response = await fetch(url, { redirect: 'manual', headers: { 'user-agent': USER_AGENT, ...headers } });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

describe('ListenBrainz', () => {
  const times = async (query: string): Promise<number[]> =>
    (await get(`${fakes.listenbrainz.url}/1/user/ann/listens?${query}`)).body.payload.listens.map(
      (listen) => listen.listened_at,
    );

  test('bounds are exclusive, the answer is newest first, and min_ts picks the oldest', async () => {
    fakes = await startFakes({ listenbrainz: { listens: { Ann: [1, 2, 3, 4, 5].map((at) => play(at)) } } });
    expect(await times('count=2')).toEqual([5, 4]);
    expect(await times('count=2&max_ts=4')).toEqual([3, 2]);
    expect(await times('count=2&min_ts=1')).toEqual([3, 2]);
    expect(await times('count=2&min_ts=1&max_ts=5')).toEqual([3, 2]);
    const { body } = await get(`${fakes.listenbrainz.url}/1/user/ANN/listens?count=1&max_ts=3`);
    expect(body.payload).toMatchObject({ count: 1, user_id: 'Ann', latest_listen_ts: 5, oldest_listen_ts: 1 });
    expect(body.payload.listens[0]!.track_metadata).not.toHaveProperty('mbid_mapping');
  });

  test('count is 25 unless given, and clamped to 1000; ties share a second', async () => {
    fakes = await startFakes({
      listenbrainz: { listens: { ann: Array.from({ length: 1100 }, (_, index) => play(7, `t${index}`)) } },
    });
    expect(await times('')).toHaveLength(25);
    expect(await times('count=5000')).toHaveLength(1000);
    expect((await get(`${fakes.listenbrainz.url}/1/user/ann/listen-count`)).body).toEqual({ payload: { count: 1100 } });
  });

  test('refuses what the service refuses', async () => {
    fakes = await startFakes({ listenbrainz: { listens: { ann: [] }, tokens: { secret: 'ann' } } });
    const { url } = fakes.listenbrainz;
    expect((await get(`${url}/1/user/nobody/listens`)).body).toEqual({ code: 404, error: 'Cannot find user: nobody' });
    expect((await get(`${url}/1/user/ann/listens?count=-1`)).status).toBe(400);
    expect((await get(`${url}/1/user/ann/listens?min_ts=5&max_ts=5`)).status).toBe(400);
    expect((await get(`${url}/1/validate-token`)).status).toBe(400);
    expect((await get(`${url}/1/validate-token`, { authorization: 'Token wrong' })).body).toMatchObject({
      valid: false,
    });
    expect((await get(`${url}/1/validate-token`, { authorization: 'Token secret' })).body).toMatchObject({
      valid: true,
      user_name: 'ann',
    });
    expect((await get(`${url}/1/user/ann/listens`)).body.payload).toMatchObject({
      listens: [],
      latest_listen_ts: 0,
      oldest_listen_ts: 0,
    });
  });

  test('a spent window answers 429 in plain text without Retry-After, with the figures', async () => {
    fakes = await startFakes({ listenbrainz: { listens: { ann: [] }, requestsPerWindow: 0 } });
    const { status, headers, text } = await get(`${fakes.listenbrainz.url}/1/user/ann/listens`);
    expect([status, headers.get('content-type'), text.startsWith('{')]).toEqual([
      429,
      'text/plain; charset=utf-8',
      false,
    ]);
    expect(headers.has('retry-after')).toBe(false);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('x-ratelimit-reset-in'))).toBeGreaterThan(0);
    expect(Number(headers.get('x-ratelimit-reset')) % 10).toBe(0);
  });

  test('makes playlists of JSPF, with a title, whether it is public, and recordings', async () => {
    fakes = await startFakes({ listenbrainz: { tokens: { secret: 'ann' } } });
    const extension = { 'https://musicbrainz.org/doc/jspf#playlist': { public: false } };
    const track = [{ identifier: [`https://musicbrainz.org/recording/${uuidOf('r')}`] }];
    const create = async (playlist: object, token = 'secret') => {
      const response = await fetch(`${fakes.listenbrainz.url}/1/playlist/create`, {
        method: 'POST',
        headers: { authorization: `Token ${token}` },
        body: JSON.stringify({ playlist }),
      });
      return [response.status, await response.json()];
    };
    expect(await create({ title: 'Evening', extension, track })).toEqual([
      200,
      { status: 'ok', playlist_mbid: fakes.listenbrainz.playlists[0]!.mbid },
    ]);
    expect(fakes.listenbrainz.playlists).toMatchObject([
      { user: 'ann', title: 'Evening', public: false, recordingMbids: [uuidOf('r')] },
    ]);
    expect(await create({ title: 'Evening', extension, track }, 'wrong')).toMatchObject([401, { code: 401 }]);
    expect(await create({ extension, track })).toMatchObject([400, { code: 400 }]);
    expect(await create({ title: 'Evening', track })).toMatchObject([400, { code: 400 }]);
    expect(await create({ title: 'Evening', extension, track: [{ identifier: ['nowhere'] }] })).toMatchObject([
      400,
      {},
    ]);
    expect(fakes.listenbrainz.playlists).toHaveLength(1);
  });

  test('takes submissions, drops duplicates in silence, refuses what is out of bounds', async () => {
    fakes = await startFakes({ listenbrainz: { tokens: { secret: 'ann' } } });
    const submit = async (payload: unknown[], type = 'import') =>
      (
        await fetch(`${fakes.listenbrainz.url}/1/submit-listens`, {
          method: 'POST',
          headers: { authorization: 'Token secret' },
          body: JSON.stringify({ listen_type: type, payload }),
        })
      ).status;
    const listen = { listened_at: 1_700_000_000, track_metadata: { artist_name: 'A', track_name: 'B' } };
    expect(await submit([listen, listen])).toBe(200);
    expect(await submit([listen], 'single')).toBe(200);
    expect(fakes.listenbrainz.listens('ann')).toHaveLength(1);
    expect(await submit([{ ...listen, listened_at: 1_000_000_000 }])).toBe(400);
    expect(
      await submit([
        {
          ...listen,
          track_metadata: { ...listen.track_metadata, additional_info: { duration: 1, duration_ms: 1000 } },
        },
      ]),
    ).toBe(400);
    expect(await submit(Array.from({ length: 1001 }, () => listen))).toBe(400);
  });

  test('bulk metadata is keyed by MBID and leaves out what it does not know', async () => {
    const recording = {
      mbid: uuidOf('r'),
      title: 'R',
      lengthMs: 1000,
      artists: [{ mbid: uuidOf('a'), name: 'A' }],
      tags: { rock: 3 },
    };
    fakes = await startFakes({ listenbrainz: { recordings: [recording] } });
    const url = `${fakes.listenbrainz.url}/1/metadata/recording/`;
    const asked = await get(`${url}?recording_mbids=${recording.mbid},${uuidOf('unknown')}&inc=artist tag release`);
    expect(Object.keys(asked.body)).toEqual([recording.mbid]);
    const posted = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ recording_mbids: [recording.mbid], inc: 'artist tag release' }),
    });
    expect(await posted.json()).toEqual(asked.body);
    expect((await get(`${url}?recording_mbids=x`)).status).toBe(400);
    expect((await get(`${url}?recording_mbids=${recording.mbid}&inc=label`)).status).toBe(400);
  });
});

describe('MusicBrainz', () => {
  test('a merged id redirects with the query kept; malformed 400, missing 404, unknown inc 400', async () => {
    const recording = {
      mbid: uuidOf('to'),
      title: 'R',
      artists: [{ mbid: uuidOf('a'), name: 'A', tags: { pop: 1 } }],
      isrcs: ['GBAAA0000001'],
    };
    fakes = await startFakes({
      musicbrainz: { recordings: [recording], merged: { [uuidOf('from')]: recording.mbid } },
    });
    const base = `${fakes.musicbrainz.url}/ws/2/recording`;
    const query = '?inc=artists%2Breleases%2Btags%2Bisrcs&fmt=json';
    const moved = await get(`${base}/${uuidOf('from')}${query}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${base}/${recording.mbid}${query}`]);
    expect((await get(moved.headers.get('location')!)).body).toMatchObject({
      id: recording.mbid,
      length: null,
      isrcs: recording.isrcs,
    });
    expect((await get(`${base}/nonsense${query}`)).body).toMatchObject({ error: 'Invalid mbid.' });
    expect((await get(`${base}/${uuidOf('missing')}${query}`)).status).toBe(404);
    expect((await get(`${base}/${recording.mbid}?inc=labels&fmt=json`)).status).toBe(400);
    expect((await get(`${base}/${recording.mbid}${query}`, { 'user-agent': 'node' })).status).toBe(403);
    expect(fakes.musicbrainz.requests).toHaveLength(6);
    expect(fakes.musicbrainz.shortestGapMs()).toBeGreaterThan(0);
  });

  test('answers 503 to a caller who is too quick', async () => {
    fakes = await startFakes({ musicbrainz: { minimumGapMs: 5000 } });
    const url = `${fakes.musicbrainz.url}/ws/2/recording/${uuidOf('x')}?fmt=json`;
    expect([(await get(url)).status, (await get(url)).status]).toEqual([404, 503]);
  });
});

describe('Last.fm', () => {
  test('tags, errors inside 200, an unknown user as 404', async () => {
    fakes = await startFakes({ lastfm: { apiKey: 'key', tags: { 'a|b': { rock: 100, pop: 7 } } } });
    const call = (query: string) => get(`${fakes.lastfm.url}/2.0/?format=json&api_key=key&${query}`);
    expect((await call('method=track.getTopTags&artist=A&track=B')).body.toptags.tag).toMatchObject([
      { name: 'rock', count: 100 },
      { name: 'pop' },
    ]);
    expect(await call('method=track.getTopTags&artist=A&track=C')).toMatchObject({ status: 200, body: { error: 6 } });
    fakes.lastfm.errorNext(1, 11, 'Service Offline');
    expect(await call('method=track.getTopTags&artist=A&track=B')).toMatchObject({ status: 200, body: { error: 11 } });
    expect(await call('method=user.getRecentTracks&user=nobody')).toMatchObject({ status: 404, body: { error: 6 } });
  });

  test('recent tracks: strings for numbers, one track as an object, the playing one on top without a date', async () => {
    fakes = await startFakes({
      lastfm: {
        plays: { ann: [play(5)], bea: [play(5), play(6)] },
        nowPlaying: { bea: { artist: 'A', track: 'now' } },
      },
    });
    const call = async (user: string) =>
      (await get(`${fakes.lastfm.url}/2.0/?format=json&method=user.getRecentTracks&user=${user}&limit=1`)).body
        .recenttracks;
    expect(await call('ann')).toMatchObject({
      '@attr': { total: '1', page: '1', totalPages: '1' },
      track: { name: 't5', date: { uts: '5' } },
    });
    const { track } = await call('bea');
    expect(track).toHaveLength(2);
    expect(track[0]).not.toHaveProperty('date');
  });

  test('the signature has the check value of the documentation', () => {
    fakes = { stop: () => Promise.resolve() } as unknown as Fakes;
    const query = new URLSearchParams({
      api_key: 'YOUR_API_KEY',
      method: 'auth.getSession',
      token: 'YOUR_REQUESTED_TOKEN',
      format: 'json',
    });
    expect(lastfmSignature(query, 'YOUR_SECRET')).toBe('94539006de89b3c6b3c030bb1e52b9c4');
  });
});

describe('faults', () => {
  test('come in order, then the service is back', async () => {
    fakes = await startFakes({ listenbrainz: { listens: { ann: [] } } });
    const url = `${fakes.listenbrainz.url}/1/user/ann/listens`;
    fakes.listenbrainz.failNext(1, { kind: 'status', status: 500 });
    fakes.listenbrainz.failNext(1, { kind: 'garbage' });
    fakes.listenbrainz.failNext(1, { kind: 'reset' });
    fakes.listenbrainz.failNext(1, { kind: 'hang' });
    expect((await get(url)).status).toBe(500);
    await expect(get(url)).rejects.toThrow(SyntaxError);
    await expect(get(url)).rejects.toThrow('fetch failed');
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/aborted/);
    expect((await get(url)).status).toBe(200);
    expect(fakes.listenbrainz.requests.map(({ status }) => status)).toEqual([500, 200, 0, 0, 200]);
  });
});
