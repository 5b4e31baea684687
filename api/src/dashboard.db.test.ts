import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;
const run = (text: string, values: unknown[] = []) => database.db.asService((tx) => tx.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('an unversioned path', () => {
  test.each([
    ['GET', '/health'],
    ['GET', '/listens/recent?limit=3'],
    ['GET', '/dashboard/trajectory?window=all'],
    ['GET', '/dashboard/radar?week=2026-40'],
    ['GET', '/labels'],
    ['POST', '/aggregate/weeks'],
    ['POST', '/ingest/listens?since=2024-01-01'],
    ['POST', `/score/track/${seedIds.track}`],
  ])('%s %s answers the same, as deprecated, and names its successor', async (method, path) => {
    const old = await api.ask(path, { method });
    const versioned = await api.ask(`/api/v1${path}`, { method });
    expect(old.status).toBeLessThan(300);
    expect([old.status, old.text]).toEqual([versioned.status, versioned.text]);
    expect(old.headers.deprecation).toBe('@1795305600');
    expect(old.headers.link).toBe(`</api/v1${path}>; rel="successor-version"`);
    expect(versioned.headers.deprecation).toBeUndefined();
  });

  test('says so in a refusal too', async () => {
    expect(await api.ask('/analyze/track/1', { method: 'POST' })).toMatchObject({
      status: 400,
      headers: { deprecation: '@1795305600' },
    });
  });

  test('/ leads to the API', async () => {
    expect(await api.ask('/')).toMatchObject({ status: 307, headers: { location: '/api/v1' } });
  });
});

describe('kept answers', () => {
  test('the same ETag while nothing changed, 304 for who has it, a new one after aggregation', async () => {
    const first = await api.ask('/api/v1/overview');
    const etag = first.headers.etag!;
    expect(await api.ask('/api/v1/overview', { headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
      text: '',
    });
    expect((await api.ask('/api/v1/overview', { headers: { 'if-none-match': '"other"' } })).text).toBe(first.text);
    await run(
      `UPDATE weeks SET effective_artists = 9, computed_at = now() WHERE user_id = $1 AND week_start = '2026-11-16'`,
      [seedIds.listener],
    );
    const renewed = await api.ask('/api/v1/overview', { headers: { 'if-none-match': etag } });
    expect(renewed).toMatchObject({ status: 200, json: { diversity: { effectiveArtists: 9 } } });
    expect(renewed.headers.etag).not.toBe(etag);
    expect(renewed.headers['cache-control']).toBe('private, no-cache');
  });

  test('are kept for one listener and one question', async () => {
    const asked: string[] = [];
    const kept = new Map<string, string>();
    const cache = {
      get: (key: string) => Promise.resolve(kept.get(key) ?? null),
      set: (key: string, answer: string) => {
        asked.push(key);
        kept.set(key, answer);
        return Promise.resolve();
      },
      state: () => 'memory' as const,
    };
    const counted = await startTestApi(database.db, { now: () => SEED_NOW, deps: { cache } });
    for (const path of ['radar', 'radar?week=2026-W40', 'radar?week=2026-40', 'trajectory?window=12w', 'trajectory'])
      await counted.ask(`/api/v1/dashboard/${path}`);
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
    await counted.close();
  });

  test.each([
    ['a pull of listens', `UPDATE connections SET newest_listened_at = now() WHERE user_id = $1`],
    ['an import', `UPDATE imports SET rows_read = rows_read + 1 WHERE user_id = $1`],
    ['a week made dirty', `INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-11-16', 'test')`],
    ['a change of the time zone', `UPDATE users SET time_zone = 'Asia/Tokyo' WHERE id = $1`],
    ['a scan', `UPDATE audio_roots SET last_scanned_at = now() WHERE user_id = $1`],
    ['a failing account', `UPDATE connections SET state = 'failing', state_reason = 'wrong token' WHERE user_id = $1`],
    ['a new map', `UPDATE map_versions SET published_at = now() WHERE $1::uuid IS NOT NULL`],
    ['work done', `DELETE FROM pending WHERE $1::uuid IS NOT NULL`],
  ])('are not given after %s', async (_, change) => {
    const { readDataVersion } = await import('./queries/data-version.ts');
    const version = () => database.db.asUser(seedIds.listener, (tx) => readDataVersion(tx, seedIds.listener, SEED_NOW));
    const before = await version();
    await run(change, [seedIds.listener]);
    expect(await version()).not.toBe(before);
  });
});

test('pages of listens join without a gap or an overlap, and never split a second', async () => {
  const other = await createTestDatabase();
  await seedApi(other.db);
  await other.db.asService((tx) =>
    tx.query(
      `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
       SELECT $1, '2026-11-01T00:00:00Z', gen_random_uuid(), $2, 'Ties', 'Tie ' || n FROM generate_series(1, 7) n`,
      [seedIds.listener, seedIds.track],
    ),
  );
  const paged = await startTestApi(other.db, { now: () => SEED_NOW });
  const times: string[] = [];
  for (let next: string | null = '/api/v1/listens/recent?limit=10'; next !== null;) {
    const { json } = await paged.ask(next);
    const page = json as { listens: { listenedAt: string }[]; next: string | null };
    times.push(...page.listens.map(({ listenedAt }) => listenedAt));
    next = page.next;
  }
  expect(times).toHaveLength(241);
  expect(times).toEqual(times.toSorted().reverse());
  await paged.close();
  await other.drop();
});

describe('a listener who has nothing yet', () => {
  let empty: TestDatabase;
  let fresh: TestApi;
  beforeAll(async () => {
    empty = await createTestDatabase();
    await empty.db.asService((tx) =>
      tx.query(`INSERT INTO users (id, handle, display_name, kind) VALUES ($1, 'local', 'You', 'local')`, [
        seedIds.listener,
      ]),
    );
    fresh = await startTestApi(empty.db, { now: () => SEED_NOW });
  });
  afterAll(async () => {
    await fresh.close();
    await empty.drop();
  });

  test.each([
    '/overview',
    '/dashboard/trajectory',
    '/dashboard/trajectory?space=audio',
    '/dashboard/radar',
    '/dashboard/radar?week=2026-W40&compare=2026-W39',
    '/listens/recent',
    '/library',
  ])('%s', async (path) => {
    const answer = await fresh.ask(`/api/v1${path}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchSnapshot();
  });
});

test('the documentation page loads what it needs from here, under a policy without unsafe-inline', async () => {
  const page = await api.ask('/api/v1/docs');
  expect(page.headers['content-security-policy']).toMatchInlineSnapshot(
    `"default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'"`,
  );
  const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file!);
  expect(files).toHaveLength(4);
  for (const file of files) expect((await api.ask(file)).status).toBe(200);
  expect(page.text).not.toMatch(/<script>|style=|\son\w+=/);
});

test('/metrics tells of operations, not of paths', async () => {
  const { status, text } = await api.ask('/metrics');
  expect(status).toBe(200);
  expect(text).toMatch(/sidetrack_api_request_duration_seconds_count\{operation="getOverview",status="200"\} \d+/);
  expect(text).not.toContain(seedIds.track);
  expect(await api.ask('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).toMatchObject({ status: 404 });
});
