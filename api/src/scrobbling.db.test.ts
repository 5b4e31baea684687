import { addListener, createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { ApiAnswer, AskOptions, TestApi, TestDatabase } from '@sidetrack/test';
import { tokenHash } from './access/token-secret.ts';
import { createWindows } from './limits/windows.ts';

let database: TestDatabase;
let api: TestApi;
const tokens = {
  push: `st_${'p'.repeat(43)}`,
  write: `st_${'w'.repeat(43)}`,
  read: `st_${'r'.repeat(43)}`,
  other: `st_${'o'.repeat(43)}`,
};
const AT = SEED_NOW.getTime() / 1000 - 600;
const track = { artist_name: 'Rick Astley', track_name: 'Never Gonna Give You Up' };
const listen = (listened_at = AT, info = {}): object => ({
  listened_at,
  track_metadata: { ...track, additional_info: info },
});

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  const add = `INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'test', $2, $3)`;
  await database.db.asService(async (tx) => {
    await tx.query(add, [seedIds.listener, tokenHash(tokens.write), ['write']]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.push), ['push']]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.read), ['read']]);
    await tx.query(add, [seedIds.other, tokenHash(tokens.other), ['write']]);
  });
  const pushWindows = createWindows({ address: 1_000_000, listener: 1_000_000 });
  api = await startTestApi(database.db, { now: () => SEED_NOW, deps: { pushWindows } });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const withToken = (token: keyof typeof tokens = 'push', scheme = 'Token'): Record<string, string> => ({
  authorization: `${scheme} ${tokens[token]}`,
});
const ask = (path: string, options: AskOptions = {}): Promise<ApiAnswer> =>
  api.ask(`/1${path}`, { withoutSite: true, headers: withToken(), ...options });
const submit = (body: unknown, headers = withToken()): Promise<ApiAnswer> =>
  ask('/submit-listens', { method: 'POST', body, headers });
const single = (one: object = listen()): object => ({ listen_type: 'single', payload: [one] });
const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(seedIds.listener, (tx) => tx.query<Row>(text, values));
const kept = () => query<{ listen: unknown; relay: string }>('SELECT listen, relay FROM pushed_listens ORDER BY id');

describe('who asks', () => {
  test('a token is valid or not, and without one that cannot be told', async () => {
    expect(await ask('/validate-token')).toMatchObject({
      status: 200,
      json: { code: 200, message: 'Token valid.', valid: true, user_name: 'local' },
    });
    expect((await ask('/validate-token', { headers: withToken('other', 'Bearer') })).json).toMatchObject({
      user_name: 'other',
    });
    const bad = { authorization: 'Token 8a5b0e6c-9d7a-4a52-9d0b-6a5a0c1c9a11' };
    expect(await ask('/validate-token', { headers: bad })).toMatchObject({
      status: 200,
      json: { code: 200, message: 'Token invalid.', valid: false },
    });
    expect(await ask('/validate-token', { headers: {} })).toMatchObject({
      status: 400,
      json: { code: 400, error: 'You need to provide an Authorization token.' },
    });
    const inQuery = await ask(`/validate-token?token=${tokens.read}`, { headers: {} });
    expect(inQuery.json).toMatchObject({ valid: true, user_name: 'local' });
  });

  test.each<[string, Record<string, string>, number]>([
    ['none', {}, 401],
    ['one that is none', { authorization: 'Token x' }, 401],
    ['one without its scheme', { authorization: tokens.write }, 401],
    ['one that may only read', { authorization: `Token ${tokens.read}` }, 403],
  ])('nothing is taken with %s', async (_, headers, status) => {
    const before = await kept();
    const answer = await submit(single(), headers);
    expect(answer).toMatchObject({ status, json: { code: status, error: expect.any(String) } });
    expect(await kept()).toEqual(before);
  });

  test('a scrobbler’s token opens what lies below /1 and nothing else; one that may write opens both', async () => {
    for (const path of [
      '/validate-token',
      '/user/local/listens',
      '/user/local/listen-count',
      '/user/local/playing-now',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    expect(await submit(single(), withToken('write'))).toMatchObject({ status: 200 });
    const other = (token: 'push' | 'write', path: string, method = 'GET') =>
      api.ask(`/api/v1${path}`, { method, headers: withToken(token, 'Bearer'), withoutSite: true });
    for (const path of ['/overview', '/tokens', '/export', '/relay'])
      expect([path, (await other('push', path)).status]).toEqual([path, 403]);
    expect((await other('push', `/labels/${seedIds.label}`, 'DELETE')).status).toBe(403);
    expect((await other('write', '/overview')).status).toBe(200);
  });

  test('the local user of a laptop shows a token here too, though pages need none elsewhere', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    expect(await api.ask('/1/user/local/listens', { headers })).toMatchObject({ status: 401 });
    expect(await api.ask('/1/submit-listens', { method: 'POST', body: single(), headers })).toMatchObject({
      status: 401,
    });
  });

  test('any page of a browser may send a request, as to ListenBrainz', async () => {
    const preflight = await ask('/submit-listens', { method: 'OPTIONS', headers: { origin: 'https://music.example' } });
    expect(preflight).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'Authorization, Content-Type' },
    });
    const headers = { ...withToken(), origin: 'https://music.example', 'sec-fetch-site': 'cross-site' };
    expect(await submit(single(), headers)).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': '*' },
    });
  });

  test('a listener who is suspended is told so', async () => {
    await database.db.asService((tx) =>
      tx.query('UPDATE users SET suspended_at = now() WHERE id = $1', [seedIds.other]),
    );
    expect(await submit(single(), withToken('other'))).toMatchObject({ status: 403, json: { code: 403 } });
    await database.db.asService((tx) =>
      tx.query('UPDATE users SET suspended_at = NULL WHERE id = $1', [seedIds.other]),
    );
  });

  test('the demo takes nothing', async () => {
    await query('UPDATE users SET is_demo = true WHERE id = $1', [seedIds.listener]);
    expect(await submit(single())).toMatchObject({
      status: 409,
      json: { error: expect.stringMatching(/This is the demo/) },
    });
    await query('UPDATE users SET is_demo = false WHERE id = $1', [seedIds.listener]);
  });
});

describe('submitting', () => {
  beforeEach(() => query('DELETE FROM pushed_listens'));

  test('listens are kept as they came, in their order, and a worker is woken', async () => {
    const { wakes } = api.workflows;
    const listens = [listen(AT, { duration_ms: 1000, tags: ['x'] }), listen(AT - 300)];
    expect(await submit({ listen_type: 'import', payload: listens })).toMatchObject({
      status: 200,
      json: { status: 'ok' },
    });
    expect(await kept()).toEqual([
      { listen: listens[0], relay: 'none' },
      { listen: { listened_at: AT - 300, track_metadata: track }, relay: 'none' },
    ]);
    expect(api.workflows.wakes).toBeGreaterThan(wakes);
  });

  test('nobody waits for Temporal', async () => {
    api.workflows.isDown = true;
    expect(await submit(single())).toMatchObject({ status: 200 });
    api.workflows.isDown = false;
    expect(await kept()).toHaveLength(1);
  });

  test('under any media type', async () => {
    const headers = { ...withToken(), 'content-type': 'application/x-www-form-urlencoded' };
    const body = JSON.stringify(single());
    expect(await ask('/submit-listens', { method: 'POST', headers, body })).toMatchObject({ status: 200 });
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', '', /Cannot parse/],
    ['no JSON', '{"listen_type', /Cannot parse/],
    ['what is no listen', { listen_type: 'single', payload: [{}] }, /listened_at/],
    ['more than 10 MB', Buffer.alloc(10_300_000, ' '), /too large/],
    ['both durations', single(listen(AT, { duration: 1, duration_ms: 1000 })), /both duration/],
  ])('refuses %s, and keeps nothing', async (_, body, reason) => {
    const answer = await submit(body);
    expect(answer).toMatchObject({ status: 400, json: { code: 400, error: expect.stringMatching(reason) } });
    expect(await kept()).toEqual([]);
  });

  test('one broken listen refuses the request whole', async () => {
    const payload = [listen(), { listened_at: 17, track_metadata: track }];
    expect(await submit({ listen_type: 'import', payload })).toMatchObject({ status: 400 });
    expect(await kept()).toEqual([]);
  });

  test('the quota counts what waits', async () => {
    const [has] = await query<{ listens: number }>('SELECT listens FROM listener_totals');
    const quotas = { maxListens: has!.listens + 1 };
    await query('UPDATE users SET settings = $2 WHERE id = $1', [seedIds.listener, { quotas }]);
    expect(await submit(single())).toMatchObject({ status: 200 });
    expect(await submit(single())).toMatchObject({ status: 403, json: { error: expect.stringMatching(/quota/) } });
    await query(`UPDATE users SET settings = '{}' WHERE id = $1`, [seedIds.listener]);
  });

  test('what plays is told until it has ended, and the same track goes on', async () => {
    const playing = { track_metadata: { ...track, additional_info: { duration: 90 } } };
    const say = () => submit({ listen_type: 'playing_now', payload: [playing] });
    expect(await say()).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await kept()).toEqual([]);
    const answer = await ask('/user/local/playing-now');
    expect(answer.json).toEqual({
      payload: {
        count: 1,
        user_id: 'local',
        playing_now: true,
        listens: [{ playing_now: true, track_metadata: playing.track_metadata }],
      },
    });
    const span = () =>
      query<{ seconds: number }>(`SELECT extract(epoch FROM until - since)::int AS seconds FROM now_playing`);
    expect(await span()).toEqual([{ seconds: 90 }]);
    await query(`UPDATE now_playing SET since = since - interval '30 s'`);
    await say();
    expect(await span()).toEqual([{ seconds: 120 }]);
    await query('UPDATE now_playing SET until = $1', [SEED_NOW]);
    expect((await ask('/user/local/playing-now')).json).toMatchObject({ payload: { count: 0, listens: [] } });
  });
});

describe('reading', () => {
  interface Page {
    payload: {
      count: number;
      user_id: string;
      listens: { listened_at: number; recording_msid: string; track_metadata: { mbid_mapping?: object } }[];
      latest_listen_ts: number;
      oldest_listen_ts: number;
    };
  }
  const page = async (search = ''): Promise<Page['payload']> => {
    const answer = await ask(`/user/local/listens${search}`, { headers: withToken('read') });
    expect(answer.status).toBe(200);
    return (answer.json as Page).payload;
  };
  const times = async (search: string): Promise<number[]> => (await page(search)).listens.map((one) => one.listened_at);

  test('the newest listens, twice the same bytes', async () => {
    const first = await ask('/user/local/listens?count=3');
    expect((await ask('/user/local/listens?count=3')).text).toBe(first.text);
    expect(first.json).toMatchSnapshot();
  });

  test('25 unless told otherwise, a thousand at most, newest first', async () => {
    expect((await page()).count).toBe(25);
    const all = await times('?count=5000');
    expect(all).toHaveLength(234);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const { latest_listen_ts: latest, oldest_listen_ts: oldest } = await page('?count=0');
    expect([latest, oldest]).toEqual([all[0], all.at(-1)]);
  });

  test('both bounds are exclusive; after min_ts the oldest are picked', async () => {
    const all = await times('?count=1000');
    expect(await times(`?max_ts=${all[3]!}&count=2`)).toEqual(all.slice(4, 6));
    expect(await times(`?min_ts=${all[3]!}&count=2`)).toEqual(all.slice(1, 3));
    expect(await times(`?min_ts=${all[5]!}&max_ts=${all[1]!}&count=2`)).toEqual(all.slice(3, 5));
    expect(await times('?max_ts=-99999999999999999999')).toEqual([]);
  });

  test('a play between two seconds is told once from either side', async () => {
    const all = await times('?count=1000');
    await query(
      `UPDATE listens SET listened_at = listened_at + interval '400 ms' WHERE listened_at = to_timestamp($1)`,
      [all[3]],
    );
    expect(await times('?count=1000')).toEqual(all);
    expect(await times(`?min_ts=${all[3]!}&count=1000`)).toEqual(all.slice(0, 3));
    expect(await times(`?max_ts=${all[2]!}&count=1`)).toEqual([all[3]]);
  });

  test.each([
    ['?count=-1', /non-negative/],
    ['?count=x', /Invalid count argument/],
    ['?count=1&count=2', /Invalid count argument/],
    ['?min_ts=1.5', /Invalid min_ts argument/],
    ['?min_ts=5&max_ts=5', /max_ts should be greater/],
  ])('refuses %s', async (search, reason) => {
    const answer = await ask(`/user/local/listens${search}`);
    expect(answer).toMatchObject({ status: 400, json: { code: 400, error: expect.stringMatching(reason) } });
  });

  test('how many there are in all', async () => {
    expect(await ask('/user/LOCAL/listen-count')).toMatchObject({ status: 200, json: { payload: { count: 234 } } });
  });

  test.each(['listens', 'listen-count', 'playing-now'])('another listener’s %s are not there', async (what) => {
    for (const name of ['other', 'nobody', '%F0%9F%8E%B5'])
      expect(await ask(`/user/${name}/${what}`)).toMatchObject({ status: 404, json: { code: 404 } });
    expect(await ask('/user/%zz/listens')).toMatchObject({ status: 400 });
  });

  test('a listener without any', async () => {
    const userId = await addListener(database.db, 'Newcomer');
    const token = `st_${'n'.repeat(43)}`;
    await database.db.asService((tx) =>
      tx.query(`INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'x', $2, '{read}')`, [
        userId,
        tokenHash(token),
      ]),
    );
    const headers = { authorization: `Token ${token}` };
    expect((await ask('/user/newcomer/listens', { headers })).json).toEqual({
      payload: { count: 0, user_id: 'Newcomer', listens: [], latest_listen_ts: 0, oldest_listen_ts: 0 },
    });
    expect((await ask('/user/newcomer/listen-count', { headers })).json).toEqual({ payload: { count: 0 } });
  });
});

describe('as a service', () => {
  test('every answer says where the window stands; one too many is plain text without Retry-After', async () => {
    const limited = await startTestApi(database.db, {
      now: () => SEED_NOW,
      deps: { pushWindows: createWindows({ address: 1, listener: 2 }) },
    });
    const count = () => limited.ask('/1/user/local/listen-count', { headers: withToken() });
    expect((await count()).headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': String(SEED_NOW.getTime() / 1000 + 10),
      'x-ratelimit-reset-in': '10',
    });
    await count();
    const refused = await count();
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
    expect(refused.headers['content-type']).toMatch(/^text\/plain/);
    expect(refused.headers).not.toHaveProperty('retry-after');
    const unknown = () => limited.ask('/1/validate-token', { headers: { authorization: 'Token x' } });
    expect([(await unknown()).status, (await unknown()).status]).toEqual([200, 429]);
    await limited.close();
  });

  test('what it does not have is not found, in its own words', async () => {
    expect(await ask('/stats/user/local/artists')).toMatchObject({
      status: 404,
      json: { code: 404, error: expect.any(String) },
    });
    expect(await ask('/submit-listens')).toMatchObject({ status: 405, json: { code: 405 } });
    expect((await api.ask('/1')).status).toBe(404);
  });

  test('a fault is told without its text', async () => {
    const down = await startTestApi({ ...database.db, asService: () => Promise.reject(new Error('gone')) });
    const answer = await down.ask('/1/validate-token', { headers: withToken() });
    expect(answer).toMatchObject({ status: 500, json: { code: 500, error: expect.not.stringContaining('gone') } });
    await down.close();
  });
});

describe('the relay', () => {
  const relay = () => api.ask('/api/v1/relay');
  const put = (on: boolean) => api.ask('/api/v1/relay', { method: 'PUT', body: { on } });

  test('needs a token of ListenBrainz, takes what is pushed from then on, and forgets what waits when it ends', async () => {
    await query('DELETE FROM pushed_listens');
    expect(await relay()).toMatchObject({ status: 200, json: { on: false, account: null, waiting: 0 } });
    expect(await put(true)).toMatchObject({
      status: 409,
      json: { remedy: expect.stringMatching(/Connect ListenBrainz/) },
    });
    await submit(single());
    await query(`UPDATE connections SET credential = '\\x00', credential_key_id = 'x' WHERE service = 'listenbrainz'`);
    expect(await put(true)).toMatchObject({
      status: 200,
      json: { on: true, account: 'name-there', waiting: 0, relayed: 0 },
    });
    await submit(single());
    await submit({ listen_type: 'playing_now', payload: [{ track_metadata: track }] });
    await submit(single(), { ...withToken(), 'user-agent': 'SideTrack/0.1.0 ( someone )' });
    expect((await kept()).map((one) => one.relay)).toEqual(['none', 'waiting', 'none']);
    await query('DELETE FROM pushed_listens WHERE id = (SELECT max(id) FROM pushed_listens)');
    expect(await query('SELECT relay FROM now_playing')).toEqual([{ relay: true }]);
    await query(`UPDATE relays SET failures = 2, reason = 'Away.', due_at = $1`, [new Date('2026-11-18T21:00:00Z')]);
    expect((await relay()).json).toMatchObject({
      waiting: 1,
      reason: 'Away.',
      nextAttemptAt: '2026-11-18T21:00:00.000Z',
    });

    await query(`UPDATE pushed_listens SET relay = 'refused', relay_reason = 'No.' WHERE relay = 'waiting'`);
    const refused = {
      listenedAt: new Date(AT * 1000).toISOString(),
      artistName: track.artist_name,
      trackName: track.track_name,
      reason: 'No.',
    };
    expect((await relay()).json).toMatchObject({
      waiting: 0,
      refused: { count: 1, newest: [refused] },
      nextAttemptAt: null,
    });
    expect((await put(true)).json).toMatchObject({ waiting: 1, reason: null, refused: { count: 0, newest: [] } });

    await query(`UPDATE pushed_listens SET written_at = now() WHERE relay = 'waiting'`);
    expect((await put(false)).json).toMatchObject({ on: false, waiting: 0 });
    expect((await kept()).map((one) => one.relay)).toEqual(['none']);
  });
});
