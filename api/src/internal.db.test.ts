import { createTestDatabase, startTestApi } from '@sidetrack/test';
import type { ApiAnswer, AskOptions, TestApi, TestDatabase } from '@sidetrack/test';
import { TRACKS_PER_BATCH as ofWorkflows } from '../../workflows/src/tracks-per-batch.ts';
import { internalOperations } from './contract/internal/index.ts';
import type { Operation } from './contract/operation.ts';
import { TRACKS_PER_BATCH } from './tenants/work-counts.ts';

const TOKEN = 'service-token-of-at-least-thirty-two-characters';
const env = {
  SIDETRACK_MODE: 'hosted',
  SIDETRACK_SERVICE_TOKEN: TOKEN,
  SIDETRACK_SECRET_KEY: 'k'.repeat(64),
  SIDETRACK_AUDIO_DIR: '/audio',
};
const ana = {
  handle: 'ana',
  displayName: 'Ana',
  timeZone: 'Europe/Berlin',
  listenbrainz: { user: 'ana-lb', token: 'lb-token' },
  lastfm: { user: 'ana-fm', sessionKey: 'fm-key' },
  audioSubPath: 'ana/music',
  options: { gpu: true, stems: false, excerptSeconds: 30 },
  quotas: { maxTracks: 100, maxListens: null, maxImportMegabytes: 1 },
  suspended: false,
};

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => (database = await createTestDatabase()));
beforeEach(async () => {
  await database.db.asService((tx) => tx.query('DELETE FROM users'));
  api = await startTestApi(database.db, { env });
});
afterEach(() => api.close());
afterAll(() => database.drop());

const ask = (path: string, { headers, ...options }: AskOptions = {}): Promise<ApiAnswer> =>
  api.ask(`/internal/v1${path}`, { ...options, headers: { authorization: `Bearer ${TOKEN}`, ...headers } });
const put = (body: object = ana, key = 'music.ana'): Promise<ApiAnswer> =>
  ask(`/tenants/${key}`, { method: 'PUT', body });
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const userIdOf = async (key = 'music.ana'): Promise<string> =>
  (await query<{ id: string }>('SELECT id FROM users WHERE tenant_key = $1', [key]))[0]!.id;

describe('who may ask', () => {
  test.each(Object.values<Operation>(internalOperations).map((one) => [one.operationId, one] as const))(
    '%s needs the service token, whatever other token is shown',
    async (_, { path, method }) => {
      const where = `/internal/v1${path.replace('{key}', 'music.ana')}`;
      const refused = [{}, { authorization: `Bearer ${TOKEN}x` }, { authorization: `Bearer st_${'a'.repeat(43)}` }];
      for (const headers of refused) {
        expect(await api.ask(where, { method: method.toUpperCase(), headers: { ...headers } })).toMatchObject({
          status: 401,
          json: { type: 'urn:sidetrack:problem:service-token-needed' },
        });
      }
    },
  );

  test('the token may come in a header of its own, where a proxy keeps Authorization for itself', async () => {
    const headers = { 'x-sidetrack-service-token': TOKEN };
    expect(await api.ask('/internal/v1/work', { headers })).toMatchObject({ status: 200 });
    expect(await api.ask('/internal/v1/work', { headers: { 'x-sidetrack-service-token': 'x' } })).toMatchObject({
      status: 401,
    });
  });

  test('without a service token in the settings there is no such path; the listener’s API knows nothing of the token', async () => {
    const laptop = await startTestApi(database.db);
    expect(await laptop.ask('/internal/v1/work', { headers: { authorization: `Bearer ${TOKEN}` } })).toMatchObject({
      status: 404,
      json: { type: 'urn:sidetrack:problem:no-such-path' },
    });
    await laptop.close();
    expect(await api.ask('/api/v1/overview', { headers: { authorization: `Bearer ${TOKEN}` } })).toMatchObject({
      status: 401,
    });
  });

  test('probes need no token and any Host will do', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect(await api.ask(path, { headers: { host: '10.1.2.3:8000' } })).toMatchObject({ status: 200 });
  });
});

describe('a tenant', () => {
  test('is made once, with sealed credentials, its folder and its options; the same again changes nothing', async () => {
    const made = await put();
    expect(made).toMatchObject({ status: 200, json: { key: 'music.ana', changed: true } });
    const userId = await userIdOf();
    const rows = (): Promise<unknown[]> =>
      query(`SELECT u.xmin::text, c.xmin::text AS c, r.xmin::text AS r FROM users u JOIN connections c ON c.user_id = u.id
             JOIN audio_roots r ON r.user_id = u.id ORDER BY c.service`);
    const before = await rows();
    expect(await put()).toMatchObject({ json: { userId, changed: false } });
    expect(await rows()).toEqual(before);
    expect(await query('SELECT path FROM audio_roots')).toEqual([{ path: '/audio/ana/music' }]);
    const [stored] = await query<{ text: string }>('SELECT string_agg(c::text, $1) AS text FROM connections c', [' ']);
    expect(stored!.text).not.toMatch(/lb-token|fm-key/);
    expect(Buffer.from(stored!.text).includes(Buffer.from('lb-token').toString('hex'))).toBe(false);
    expect(await query('SELECT kind, display_name, time_zone, settings FROM users')).toEqual([
      {
        kind: 'tenant',
        display_name: 'Ana',
        time_zone: 'Europe/Berlin',
        settings: { options: ana.options, quotas: ana.quotas },
      },
    ]);
  });

  test.each<[string, object]>([
    ['another name', { displayName: null }],
    ['another zone', { timeZone: 'UTC' }],
    ['another account', { listenbrainz: { user: 'else', token: 'lb-token' } }],
    ['another token', { listenbrainz: { user: 'ana-lb', token: 'new' } }],
    ['no token', { listenbrainz: { user: 'ana-lb', token: null } }],
    ['no account', { lastfm: null }],
    ['another folder', { audioSubPath: 'else' }],
    ['no folder', { audioSubPath: null }],
    ['other options', { options: { ...ana.options, gpu: false } }],
    ['other quotas', { quotas: { ...ana.quotas, maxListens: 5 } }],
    ['suspended', { suspended: true }],
  ])('%s: changed once', async (_, change) => {
    await put();
    expect(await put({ ...ana, ...change })).toMatchObject({ json: { changed: true } });
    expect(await put({ ...ana, ...change })).toMatchObject({ json: { changed: false } });
  });

  test('made twenty times at once is one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => put()));
    expect(answers.filter(({ json }) => (json as { changed: boolean }).changed)).toHaveLength(1);
    expect(await query('SELECT count(*) AS users FROM users')).toEqual([{ users: 1 }]);
  });

  test('whose handle another listener has is refused, and nothing of it is written', async () => {
    await put();
    expect(await put(ana, 'music.other')).toMatchObject({
      status: 409,
      json: { type: 'urn:sidetrack:problem:handle-taken', remedy: 'Choose another spec.handle.' },
    });
    expect(await ask('/tenants/music.other')).toMatchObject({ status: 404 });
  });

  test.each<[string, object, number, RegExp]>([
    ['a zone that there is not', { timeZone: 'Mars/Olympus' }, 400, /body\.timeZone: A time zone/],
    ['a folder above the volume', { audioSubPath: '../other' }, 400, /body\.audioSubPath: A path below/],
    ['a folder from the root', { audioSubPath: '/etc' }, 400, /body\.audioSubPath/],
    ['a misspelt field', { quota: {} }, 400, /quota/],
    ['a negative quota', { quotas: { ...ana.quotas, maxTracks: -1 } }, 400, /body\.quotas\.maxTracks/],
  ])('%s is refused by its field', async (_, change, status, detail) => {
    expect(await put({ ...ana, ...change })).toMatchObject({ status, json: { detail: expect.stringMatching(detail) } });
  });

  test('with a folder where there is no volume, or a token where there is no key, is refused with what to do', async () => {
    const bare = await startTestApi(database.db, { env: { SIDETRACK_MODE: 'hosted', SIDETRACK_SERVICE_TOKEN: TOKEN } });
    const tell = (body: object): Promise<ApiAnswer> =>
      bare.ask('/internal/v1/tenants/music.ana', {
        method: 'PUT',
        body,
        headers: { authorization: `Bearer ${TOKEN}` },
      });
    expect(await tell({ ...ana, listenbrainz: null, lastfm: null })).toMatchObject({
      status: 422,
      json: { detail: expect.stringContaining('audioSubPath'), remedy: expect.stringContaining('spec.audio') },
    });
    expect(await tell(ana)).toMatchObject({
      status: 422,
      json: { detail: expect.stringContaining('SIDETRACK_SECRET_KEY') },
    });
    await bare.close();
  });

  test('that moves to another zone has all its weeks worked out again', async () => {
    await put();
    const userId = await userIdOf();
    await query(`INSERT INTO recordings (title, artist_credit, match_key) VALUES ('t', 'a', 'zone')`);
    await query(
      `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
       SELECT $1, '2026-11-15T23:30:00Z', id, id, 'a', 't' FROM recordings WHERE match_key = 'zone'`,
      [userId],
    );
    await put({ ...ana, timeZone: 'Asia/Tokyo' });
    expect(await query('SELECT week_start FROM dirty_weeks WHERE user_id = $1', [userId])).toEqual([
      { week_start: '2026-11-16' },
    ]);
  });
});

describe('how tenants stand', () => {
  test('counts, the last pull, and what is in the way', async () => {
    await put();
    const userId = await userIdOf();
    await query(
      `UPDATE connections SET last_synced_at = '2026-11-18T20:00:00Z', state_reason = 'ListenBrainz knows no user "ana-lb".' WHERE service = 'listenbrainz'`,
    );
    await query('INSERT INTO listener_totals (user_id, listens, tracks, coverage) VALUES ($1, 1000000, 12, 0.5)', [
      userId,
    ]);
    const expected = {
      key: 'music.ana',
      userId,
      state: 'active',
      listens: 1_000_000,
      tracks: 12,
      coverage: 0.5,
      lastSyncedAt: '2026-11-18T20:00:00.000Z',
      problem: 'ListenBrainz knows no user "ana-lb".',
    };
    expect(await ask('/tenants/music.ana')).toMatchObject({ status: 200, json: expected });
    await query(`INSERT INTO users (handle, display_name) VALUES ('signed-up', 'x')`);
    expect((await ask('/tenants')).json).toEqual({ tenants: [expected] });
  });

  test('listens are counted as they come and go', async () => {
    await put();
    const userId = await userIdOf();
    await query(`INSERT INTO recordings (title, artist_credit, match_key) VALUES ('t', 'a', 'counted')`);
    const add = `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
      SELECT $1, '2026-11-16'::timestamptz + make_interval(mins => n), id, id, 'a', 't' FROM recordings, generate_series(1, 10) n WHERE match_key = 'counted'
      ON CONFLICT DO NOTHING`;
    await query(add, [userId]);
    await query(add, [userId]);
    await query(`DELETE FROM listens WHERE user_id = $1 AND listened_at > '2026-11-16T00:07:00Z'`, [userId]);
    expect((await ask('/tenants/music.ana')).json).toMatchObject({ listens: 7 });
  });

  test('suspended: no token opens anything', async () => {
    await put();
    const { json } = await ask('/tenants/music.ana/tokens', { method: 'POST', body: { name: 'kubernetes' } });
    const headers = { authorization: `Bearer ${(json as { token: string }).token}` };
    expect(await api.ask('/api/v1/overview', { headers })).toMatchObject({ status: 200 });
    await put({ ...ana, suspended: true });
    expect(await ask('/tenants/music.ana')).toMatchObject({ json: { state: 'suspended' } });
    expect(await api.ask('/api/v1/overview', { headers })).toMatchObject({ status: 403 });
    expect(await ask('/tenants/music.ana/analyse', { method: 'POST' })).toMatchObject({ status: 409 });
  });
});

test('a token takes the place of the one of its name', async () => {
  await put();
  const mint = async (name: string): Promise<string> =>
    ((await ask('/tenants/music.ana/tokens', { method: 'POST', body: { name } })).json as { token: string }).token;
  const [first, other, second] = [await mint('kubernetes'), await mint('phone'), await mint('kubernetes')];
  const opens = async (token: string): Promise<number> =>
    (await api.ask('/api/v1/overview', { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await opens(first), await opens(other), await opens(second)]).toEqual([401, 200, 200]);
  expect(await ask('/tenants/music.nobody/tokens', { method: 'POST', body: { name: 'x' } })).toMatchObject({
    status: 404,
  });
});

describe('letting go', () => {
  const remove = (policy: string): Promise<ApiAnswer> =>
    ask(`/tenants/music.ana?policy=${policy}`, { method: 'DELETE' });

  test('retained: nothing is pulled or opened, the data stays, and the same Tenant finds it again', async () => {
    await put();
    const userId = await userIdOf();
    await ask('/tenants/music.ana/tokens', { method: 'POST', body: { name: 'kubernetes' } });
    expect(await remove('retain')).toMatchObject({ status: 204, text: '' });
    expect(await remove('retain')).toMatchObject({ status: 204 });
    expect(await ask('/tenants/music.ana')).toMatchObject({ status: 404 });
    expect(await query('SELECT DISTINCT state FROM connections')).toEqual([{ state: 'paused' }]);
    expect(await query('SELECT FROM api_tokens WHERE revoked_at IS NULL')).toEqual([]);
    // The handle alone is no claim to somebody's data.
    expect(await put(ana, 'music.thief')).toMatchObject({ status: 409 });
    expect(await put()).toMatchObject({ json: { userId, changed: true } });
    expect(await query('SELECT DISTINCT state FROM connections')).toEqual([{ state: 'active' }]);
  });

  test('purged: told what is before it, begun at once, and found by the dispatcher where Temporal is away', async () => {
    await put();
    const userId = await userIdOf();
    api.workflows.isDown = true;
    expect(await remove('purge')).toMatchObject({ status: 202, json: { state: 'purging', remainingRows: 1 } });
    api.workflows.isDown = false;
    expect(await remove('purge')).toMatchObject({ status: 202 });
    expect(api.workflows.starts).toMatchObject([
      { workflow: 'PurgeListener', workflowId: `purge-listener/${userId}`, args: [{ userId }] },
    ]);
    expect(await ask('/tenants/music.ana')).toMatchObject({ json: { state: 'purging' } });
    expect(await put()).toMatchObject({ status: 409, json: { detail: expect.stringContaining('being deleted') } });
    // What is being purged is not kept any more.
    expect(await remove('retain')).toMatchObject({ status: 202 });
    await query('DELETE FROM users WHERE id = $1', [userId]);
    expect(await remove('purge')).toMatchObject({ status: 204 });
    expect(await ask('/tenants/music.ana')).toMatchObject({ status: 404 });
  });

  test('wants to be told which', async () => {
    expect(await ask('/tenants/music.ana', { method: 'DELETE' })).toMatchObject({ status: 400 });
  });
});

test('analyse pulls and scans now, as jobs of the listener', async () => {
  await put({ ...ana, listenbrainz: null, audioSubPath: null });
  expect(await ask('/tenants/music.ana/analyse', { method: 'POST' })).toMatchObject({ status: 409 });
  await put();
  const { status, json } = await ask('/tenants/music.ana/analyse', { method: 'POST' });
  expect([status, (json as { jobs: string[] }).jobs.length]).toEqual([202, 2]);
  expect(api.workflows.starts.map(({ workflow }) => workflow)).toEqual(['SyncListens', 'ScanLibrary']);
  expect(await ask('/tenants/music.ana/runs')).toMatchObject({ status: 200, json: { runs: [] } });
});

test('work is told by lane; that of suspended listeners is not', async () => {
  expect(TRACKS_PER_BATCH).toBe(ofWorkflows);
  await put();
  const userId = await userIdOf();
  const add = (subject: string, lane: string | null, claimed = false): Promise<unknown> =>
    query(
      `INSERT INTO pending (kind, user_id, subject, reason, lane, due_at, created_at, claimed_by, claimed_until)
       VALUES ('extract', $1, $2, 'test', $3, now(), now() - interval '90 seconds', $4, $5)`,
      [userId, subject, lane, claimed ? 'x' : null, claimed ? new Date(Date.now() + 60_000) : null],
    );
  await add('a', 'gpu');
  await add('b', 'gpu', true);
  await add('c', null);
  await query(`INSERT INTO gpu_fallbacks (claim_id, at) VALUES ('old', now() - interval '8 days'), ('new', now())`);
  const { json } = await ask('/work');
  expect(json).toMatchObject({
    extractGpu: { pending: 1, claimed: 1, tracksPerBatch: 20 },
    extract: { pending: 1, claimed: 0 },
    other: { metadata: 0, imports: 0 },
    gpuFallbacks: { count: 1 },
  });
  expect((json as { extractGpu: { oldestSeconds: number } }).extractGpu.oldestSeconds).toBeGreaterThan(85);
  // Without the option, the listener's work is for any worker.
  await put({ ...ana, options: { ...ana.options, gpu: false } });
  expect((await ask('/work')).json).toMatchObject({ extractGpu: { pending: 0, claimed: 1 }, extract: { pending: 2 } });
  await put({ ...ana, suspended: true });
  expect((await ask('/work')).json).toMatchObject({ extractGpu: { pending: 0 }, extract: { pending: 0 } });
  await query('DELETE FROM gpu_fallbacks');
});

test('versions: named by the operator, refused while no worker of it is there', async () => {
  expect(await ask('/versions')).toMatchObject({ status: 200, json: { current: null, versions: [] } });
  const name = (buildId: string): Promise<ApiAnswer> => ask('/versions/current', { method: 'PUT', body: { buildId } });
  expect(await name('unknown')).toMatchObject({ status: 409, json: { remedy: expect.stringContaining('workers') } });
  expect(await name('0.2.0')).toMatchObject({ status: 200, json: { current: '0.2.0' } });
  api.workflows.isDown = true;
  expect(await ask('/versions')).toMatchObject({ status: 503 });
});

test('an upload goes into the database, within the listener’s quota, and leaves nothing when it fails', async () => {
  await put();
  const { json } = await ask('/tenants/music.ana/tokens', { method: 'POST', body: { name: 'x' } });
  const headers = {
    authorization: `Bearer ${(json as { token: string }).token}`,
    'content-type': 'application/octet-stream',
  };
  const upload = (bytes: number): Promise<ApiAnswer> =>
    api.ask('/api/v1/imports?name=a.jsonl', { method: 'POST', headers, body: Buffer.alloc(bytes, 'x') });
  expect(await upload(1024 * 1024 + 1)).toMatchObject({
    status: 413,
    json: { detail: expect.stringContaining('spec.quotas.maxImportMegabytes') },
  });
  expect(await query('SELECT FROM import_chunks')).toEqual([]);
  expect(await upload(1024 * 1024)).toMatchObject({ status: 202 });
  expect(
    await query(
      'SELECT i.stored_path, sum(length(c.bytes)) AS bytes FROM imports i JOIN import_chunks c ON c.import_id = i.id GROUP BY 1',
    ),
  ).toEqual([{ stored_path: null, bytes: 1024 * 1024 }]);
  // The same again is the same import: its second copy goes.
  expect(await upload(1024 * 1024)).toMatchObject({ status: 202 });
  expect(await query('SELECT count(DISTINCT import_id) AS imports FROM import_chunks')).toEqual([{ imports: 1 }]);
  api.workflows.isDown = true;
  expect(await upload(10)).toMatchObject({ status: 503 });
  expect(await query('SELECT count(DISTINCT import_id) AS imports FROM import_chunks')).toEqual([{ imports: 1 }]);
});
