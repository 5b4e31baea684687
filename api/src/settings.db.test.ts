import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

const { listener } = seedIds;
let database: TestDatabase;
let api: TestApi;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await run(ADD_MODELS);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

const ADD_MODELS = `
  INSERT INTO installed_models (name, version, description, licence, source, gives, is_bundled, in_use)
  VALUES ('musicnn-msd', '1', 'Tags and an embedding.', 'ISC', 'https://example.org', '{embedding,tags}', true, true),
         ('demucs', '4', 'Separates stems.', 'MIT', 'https://example.org', '{stems}', false, false)`;

const run = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const put = (path: string, body: unknown) => api.ask(`/api/v1${path}`, { method: 'PUT', body });
const dirty = () =>
  run<{ week: string }>(
    `SELECT week_start AS week FROM dirty_weeks WHERE user_id = $1 AND reason = 'time zone' ORDER BY 1`,
    [listener],
  ).then((rows) => rows.map(({ week }) => week));

test('everything that can be set stands in one answer, the same twice', async () => {
  const first = await api.ask('/api/v1/settings');
  expect(first.json).toMatchSnapshot();
  expect((await api.ask('/api/v1/settings')).text).toBe(first.text);
});

describe('measuring', () => {
  const chosen = { gpu: false, stems: true, excerptSeconds: 60 };

  test('is noted where those who measure read it, and lets folders be looked through again', async () => {
    expect(await put('/settings/measuring', chosen)).toMatchObject({ status: 200, json: { ...chosen, files: 7 } });
    expect(await run('SELECT settings FROM users WHERE id = $1', [listener])).toEqual([
      { settings: { options: { gpu: false, stems: true, excerptSeconds: 60 } } },
    ]);
    const [root] = await run<{ due: Date }>('SELECT next_due_at AS due FROM audio_roots WHERE user_id = $1', [
      listener,
    ]);
    expect(root!.due.getTime()).toBeLessThanOrEqual(SEED_NOW.getTime());
    expect(api.workflows.wakes).toBe(1);
    expect(await put('/settings/measuring', { ...chosen, excerptSeconds: null })).toMatchObject({
      json: { excerptSeconds: null },
    });
  });

  test.each([
    ['an excerpt that tells nothing', { ...chosen, excerptSeconds: 1 }, 400],
    ['a GPU where none is set aside', { ...chosen, gpu: true }, 409],
  ])('refuses %s', async (_what, body, status) => {
    expect(await put('/settings/measuring', body)).toMatchObject({ status });
  });

  test('refuses stems without a model for them', async () => {
    await run(`DELETE FROM installed_models WHERE name = 'demucs'`);
    expect(await put('/settings/measuring', chosen)).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('sidetrack models add demucs') },
    });
  });

  test('is the administrator’s where they manage the listener', async () => {
    await run(`UPDATE users SET tenant_key = 'music.ana' WHERE id = $1`, [listener]);
    expect(await put('/settings/measuring', chosen)).toMatchObject({ status: 409 });
    expect(await put('/settings/time-zones/2026-01-01', { timeZone: 'UTC' })).toMatchObject({ status: 409 });
    expect(await put('/connections/listenbrainz/interval', { minutes: 5 })).toMatchObject({ status: 409 });
  });

  test('on a server a GPU can be asked for, and what waits moves to its lane', async () => {
    await run(
      `INSERT INTO pending (kind, user_id, subject, reason) VALUES ('extract', $1, 'aa', 'test'), ('extract', $2, 'aa', 'test')`,
      [listener, seedIds.other],
    );
    const hosted = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_MODE: 'hosted' } });
    const { token } = (await api.ask('/api/v1/tokens', { method: 'POST', body: { name: 'x', scopes: ['write'] } }))
      .json as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect(
      await hosted.ask('/api/v1/settings/measuring', { method: 'PUT', headers, body: { ...chosen, gpu: true } }),
    ).toMatchObject({ status: 200, json: { gpu: true, waiting: 1 } });
    expect(await run(`SELECT user_id AS id, lane FROM pending WHERE kind = 'extract' ORDER BY 1`)).toEqual([
      { id: listener, lane: 'gpu' },
      { id: seedIds.other, lane: null },
    ]);
    await hosted.close();
  });
});

describe('intervals', () => {
  test('of listens are the listener’s on a laptop; a shorter one counts from now', async () => {
    expect(await put('/connections/listenbrainz/interval', { minutes: 15 })).toMatchObject({
      status: 200,
      json: { source: 'listens', minutes: 15, leastMinutes: 1 },
    });
    const [row] = await run<{ seconds: number }>(
      `SELECT interval_seconds AS seconds FROM connections WHERE user_id = $1`,
      [listener],
    );
    expect(row).toEqual({ seconds: 900 });
  });

  test('of tags are not, and an account that is not there has none', async () => {
    expect(await put('/connections/lastfm/interval', { minutes: 15 })).toMatchObject({ status: 409 });
    await api.ask('/api/v1/connections/listenbrainz', { method: 'DELETE' });
    expect(await put('/connections/listenbrainz/interval', { minutes: 15 })).toMatchObject({ status: 404 });
  });

  test('on a server they are not shorter than the installation’s', async () => {
    const env = { SIDETRACK_MODE: 'hosted', SIDETRACK_INGEST_INTERVAL_MINUTES: '5' };
    const hosted = await startTestApi(database.db, { now: () => SEED_NOW, env });
    const { token } = (await api.ask('/api/v1/tokens', { method: 'POST', body: { name: 'x', scopes: ['write'] } }))
      .json as { token: string };
    const ask = (minutes: number) =>
      hosted.ask('/api/v1/connections/listenbrainz/interval', {
        method: 'PUT',
        body: { minutes },
        headers: { authorization: `Bearer ${token}` },
      });
    expect(await ask(4)).toMatchObject({ status: 400 });
    expect(await ask(5)).toMatchObject({ status: 200, json: { minutes: 5, leastMinutes: 5 } });
    await hosted.close();
  });
});

describe('time zones', () => {
  test('a zone from a day on marks the weeks that begin at another moment now, and no others', async () => {
    const answer = await put('/settings/time-zones/2026-10-19', { timeZone: 'Asia/Tokyo' });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        timeZones: [
          { since: '1970-01-01', timeZone: 'Europe/Lisbon' },
          { since: '2026-10-19', timeZone: 'Asia/Tokyo' },
        ],
        // The week before ends earlier; those after begin earlier, up to the one that follows the present.
        weeks: 7,
      },
    });
    expect(await dirty()).toEqual([
      '2026-10-12',
      '2026-10-19',
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
    ]);
    expect((await api.ask('/api/v1/overview')).json).toMatchObject({ listener: { timeZone: 'Asia/Tokyo' } });
  });

  test('several stays follow each other, whatever the order they are told in', async () => {
    await put('/settings/time-zones/2026-10-19', { timeZone: 'Asia/Tokyo' });
    await put('/settings/time-zones/2026-06-01', { timeZone: 'America/New_York' });
    const { json } = await put('/settings/time-zones/1970-01-01', { timeZone: 'Europe/Berlin' });
    expect(json).toMatchObject({
      timeZones: [
        { since: '1970-01-01', timeZone: 'Europe/Berlin' },
        { since: '2026-06-01', timeZone: 'America/New_York' },
        { since: '2026-10-19', timeZone: 'Asia/Tokyo' },
      ],
    });
    const removed = await api.ask('/api/v1/settings/time-zones/2026-10-19', { method: 'DELETE' });
    expect(removed).toMatchObject({ status: 200, json: { timeZones: { length: 2 } } });
    expect((await api.ask('/api/v1/overview')).json).toMatchObject({ listener: { timeZone: 'America/New_York' } });
  });

  test('the same zone again changes no week', async () => {
    const { json } = await put('/settings/time-zones/1970-01-01', { timeZone: 'Europe/Lisbon' });
    expect(json).toMatchObject({ weeks: 0 });
    expect(await dirty()).toEqual([]);
  });

  test.each([
    ['PUT', '2026-11-20', { timeZone: 'UTC' }, 400],
    ['PUT', '1969-12-31', { timeZone: 'UTC' }, 400],
    ['PUT', '2026-01-01', { timeZone: 'Mars/Olympus' }, 400],
    ['DELETE', '1970-01-01', undefined, 409],
    ['DELETE', '2026-01-01', undefined, 404],
  ])('%s %s %j is %i', async (method, since, body, status) => {
    expect(await api.ask(`/api/v1/settings/time-zones/${since}`, { method, body })).toMatchObject({ status });
  });
});

describe('a ListenBrainz token', () => {
  const stored = { externalName: 'name-there', credential: 'hunter2' };
  const answering = async (answer: () => Promise<Response>, body: object = stored) => {
    const sealed = await startTestApi(database.db, {
      now: () => SEED_NOW,
      env: { SIDETRACK_SECRET_KEY: 'a key of at least thirty-two characters' },
      deps: { fetch: answer },
    });
    const result = await sealed.ask('/api/v1/connections/listenbrainz', { method: 'PUT', body });
    await sealed.close();
    return result;
  };
  const hasCredential = async (): Promise<boolean> => {
    const [row] = await run<{ has: boolean }>(
      'SELECT credential IS NOT NULL AS has FROM connections WHERE user_id = $1',
      [listener],
    );
    return row!.has;
  };

  test('is kept once ListenBrainz has said whose it is', async () => {
    const owner = () => Promise.resolve(Response.json({ valid: true, user_name: 'Name-There' }));
    expect(await answering(owner)).toMatchObject({ status: 200, json: { hasCredential: true } });
    expect(await hasCredential()).toBe(true);
  });

  test.each<[string, () => Promise<Response>, number, string]>([
    ['is none', () => Promise.resolve(Response.json({ valid: false })), 409, 'does not know this token'],
    ['is another’s', () => Promise.resolve(Response.json({ valid: true, user_name: 'bob' })), 409, 'that of bob'],
    ['cannot be checked', () => Promise.reject(new Error('offline')), 503, 'ListenBrainz does not answer'],
    [
      'meets a limit',
      () => Promise.resolve(new Response('wait', { status: 429 })),
      503,
      'ListenBrainz does not answer',
    ],
    ['meets a page', () => Promise.resolve(new Response('<html>')), 503, 'ListenBrainz does not answer'],
  ])('that %s is not', async (_what, answer, status, words) => {
    expect(await answering(answer)).toMatchObject({ status, json: { detail: expect.stringContaining(words) } });
    expect(await hasCredential()).toBe(false);
  });
});
