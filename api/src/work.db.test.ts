import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;
const post = (path: string) =>
  api.ask(`/api/v1${path}`, { method: 'POST', headers: { 'x-request-id': 'from-the-test' } });
const rows = <Row>(query: string): Promise<Row[]> => database.db.asService((tx) => tx.query<Row>(query));
const counts = async () =>
  (
    await rows<Record<string, number>>(
      'SELECT (SELECT count(*) FROM jobs) AS jobs, (SELECT count(*) FROM pending) AS pending, (SELECT count(*) FROM dirty_weeks) AS weeks, (SELECT count(*) FROM imports) AS imports',
    )
  )[0];

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_LASTFM_API_KEY: 'k'.repeat(32) } });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

const connection = '00000000-0000-4000-8000-001100000000';
const root = '00000000-0000-4000-8000-000900000000';

test.each([
  [
    '/ingest/listens?since=2024-01-01',
    'sync-listens',
    'SyncListens',
    `sync-listens/${connection}`,
    [{ connectionId: connection, since: '2024-01-01' }],
  ],
  ['/ingest/listens', 'sync-listens', 'SyncListens', `sync-listens/${connection}`, [{ connectionId: connection }]],
  ['/tags/lastfm/sync?since=2026-01-01', 'sync-tags', 'SyncTags', 'sync-tags', []],
  [`/analyze/track/${seedIds.track}`, 'extract-audio', 'ExtractAudio', 'extract-audio', [{ workers: 2 }]],
  [`/score/track/${seedIds.track}`, 'score-recordings', 'ScoreRecordings', 'score-recordings', []],
  [
    '/aggregate/weeks',
    'aggregate-weeks',
    'AggregateWeeks',
    `aggregate-weeks/${seedIds.listener}`,
    [{ userId: seedIds.listener }],
  ],
  ['/library/scan', 'scan-library', 'ScanLibrary', `scan-library/${root}`, [{ rootId: root }]],
])('POST %s', async (...[path, kind, workflow, workflowId, args]) => {
  const { status, headers, json } = await post(path);
  const { job } = json as { job: { id: string } };
  expect(status).toBe(202);
  expect(headers.location).toBe(`/api/v1/jobs/${job.id}`);
  expect(job).toMatchObject({
    kind,
    state: 'queued',
    progress: null,
    result: null,
    error: null,
    createdAt: SEED_NOW.toISOString(),
  });
  expect(api.workflows.starts).toEqual([
    { workflow, workflowId, args, summary: expect.any(String), correlationId: 'from-the-test' },
  ]);
  expect((await api.ask(headers.location!)).json).toEqual(job);

  const again = (await post(path)).json as { job: { id: string } };
  expect(again.job.id).toBe(job.id);
});

test.each([
  '/ingest/listens',
  '/tags/lastfm/sync',
  `/analyze/track/${seedIds.track}`,
  `/score/track/${seedIds.track}`,
  '/aggregate/weeks',
  '/library/scan',
])('POST %s leaves nothing behind while Temporal is away', async (path) => {
  const before = await counts();
  api.workflows.isDown = true;
  expect(await post(path)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    json: { title: 'Temporal does not answer' },
  });
  expect(await counts()).toEqual(before);
});

test('work that was waiting before a failed request still waits after it', async () => {
  await post(`/score/track/${seedIds.track}`);
  await database.db.asService((tx) => tx.query(`UPDATE jobs SET state = 'done'`));
  const before = await counts();
  api.workflows.isDown = true;
  expect((await post(`/score/track/${seedIds.track}`)).status).toBe(503);
  expect(await counts()).toEqual(before);
});

test('writes what is to be done', async () => {
  await post(`/analyze/track/${seedIds.track}`);
  await post(`/score/track/${seedIds.track}`);
  await post('/tags/lastfm/sync');
  await post('/aggregate/weeks');
  expect(
    await rows(
      `SELECT kind, user_id AS "userId", subject FROM pending WHERE reason = 'requested' AND kind <> 'tags' ORDER BY kind`,
    ),
  ).toEqual([
    { kind: 'extract', userId: seedIds.listener, subject: '0'.repeat(64) },
    { kind: 'score', userId: null, subject: seedIds.track },
  ]);
  expect(await rows(`SELECT count(*) AS count FROM pending WHERE kind = 'tags'`)).toEqual([{ count: 12 }]);
  expect(
    await rows(
      `SELECT count(*) AS weeks, min(week_start) AS first, max(week_start) AS last FROM dirty_weeks WHERE user_id = '${seedIds.listener}'`,
    ),
  ).toEqual([{ weeks: 30, first: '2026-04-27', last: '2026-11-16' }]);
});

test('asks Last.fm for no track that it was asked for lately, nor for older ones than wanted', async () => {
  await database.db.asService((tx) =>
    tx.query(
      `INSERT INTO tag_fetches (recording_id, source, fetched_at, tag_count) SELECT id, 'lastfm', $1, 0 FROM recordings WHERE id <> $2`,
      [SEED_NOW, seedIds.track],
    ),
  );
  await post('/tags/lastfm/sync');
  expect(await rows(`SELECT subject FROM pending WHERE kind = 'tags'`)).toEqual([{ subject: seedIds.track }]);
  await database.db.asService((tx) => tx.query(`DELETE FROM pending`));
  await post('/tags/lastfm/sync?since=2026-11-17');
  expect(await rows(`SELECT subject FROM pending WHERE kind = 'tags'`)).toEqual([]);
});

describe('409 says what has to be there first', () => {
  test('an account', async () => {
    expect(await api.ask('/api/v1/connections/listenbrainz', { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await post('/ingest/listens')).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('PUT /api/v1/connections/listenbrainz') },
    });
  });
  test('an audio file', async () => {
    expect(await post(`/analyze/track/${seedIds.trackWithoutFile}`)).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('folder') },
    });
  });
  test('a folder', async () => {
    await database.db.asService((tx) => tx.query('DELETE FROM audio_roots'));
    expect(await post('/library/scan')).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('--audio') },
    });
  });
  test('a key of Last.fm', async () => {
    const without = await startTestApi(database.db, { now: () => SEED_NOW });
    expect(await without.ask('/api/v1/tags/lastfm/sync', { method: 'POST' })).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('SIDETRACK_LASTFM_API_KEY') },
    });
    await without.close();
  });
  test('a key for credentials', async () => {
    const body = { externalName: 'ana', credential: 'secret' };
    expect(await api.ask('/api/v1/connections/listenbrainz', { method: 'PUT', body })).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('SIDETRACK_SECRET_KEY') },
    });
  });
});

test('folders: added once, scanned at once, refused where there is none', async () => {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(`${tmpdir()}/music-`);
  await writeFile(`${folder}/file.txt`, '');
  const add = (path: string) => api.ask('/api/v1/library/roots', { method: 'POST', body: { path } });
  try {
    const first = await add(`${folder}/`);
    expect(first).toMatchObject({ status: 201, json: { path: folder, files: 0 } });
    expect((await add(folder)).json).toEqual(first.json);
    expect(api.workflows.wakes).toBe(2);
    expect(await add(`${folder}/file.txt`)).toMatchObject({ status: 409, json: { detail: 'This path is a file.' } });
    expect(await add(`${folder}/none`)).toMatchObject({ status: 409 });
    expect(await add('music')).toMatchObject({ status: 409, json: { remedy: expect.stringContaining('whole path') } });
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('connections', () => {
  const put = (service: string, body: unknown) => api.ask(`/api/v1/connections/${service}`, { method: 'PUT', body });

  test('made active and due at once; the dispatcher is woken', async () => {
    expect(await put('lastfm', { externalName: 'ana' })).toMatchObject({
      status: 200,
      json: { service: 'lastfm', state: 'active', nextDueAt: SEED_NOW.toISOString(), hasCredential: false },
    });
    expect(api.workflows.wakes).toBe(1);
    api.workflows.isDown = true;
    expect(await put('lastfm', { externalName: 'bea' })).toMatchObject({ status: 200 });
  });

  test('another name is another account; the same one keeps its place in the history', async () => {
    expect(await put('listenbrainz', { externalName: 'name-there' })).toMatchObject({
      json: { backfillComplete: true },
    });
    expect(await put('listenbrainz', { externalName: 'another' })).toMatchObject({ json: { backfillComplete: false } });
  });

  test('a credential is stored encrypted, given out by nothing, and dropped with its account', async () => {
    const sealed = await startTestApi(database.db, {
      now: () => SEED_NOW,
      env: { SIDETRACK_SECRET_KEY: 'a key of at least thirty-two characters' },
      deps: { fetch: () => Promise.resolve(Response.json({ valid: true, user_name: 'name-there' })) },
    });
    const store = (body: unknown) => sealed.ask('/api/v1/connections/listenbrainz', { method: 'PUT', body });
    expect(await store({ externalName: 'name-there', credential: 'hunter2-token' })).toMatchObject({
      json: { hasCredential: true },
    });
    const [row] = await rows<{ credential: Buffer; key: string }>(
      `SELECT credential, credential_key_id AS key FROM connections WHERE service = 'listenbrainz' AND user_id = '${seedIds.listener}'`,
    );
    expect(row!.credential.toString('latin1')).not.toContain('hunter2');
    expect(row!.key).toMatch(/^[0-9a-f]{8}$/);
    for (const path of ['connections', 'overview'])
      expect((await sealed.ask(`/api/v1/${path}`)).text).not.toMatch(/hunter2|credential"/);
    expect(await store({ externalName: 'name-there' })).toMatchObject({ json: { hasCredential: true } });
    expect(await store({ externalName: 'another' })).toMatchObject({ json: { hasCredential: false } });
    await sealed.close();
  });
});
