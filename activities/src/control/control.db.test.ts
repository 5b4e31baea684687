import { SCORER_VERSION } from '@sidetrack/analysis';
import { createLogger, loadSettings } from '@sidetrack/settings';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { settleOrphans, type WorkflowState } from '../jobs/settle-orphans.ts';
import type { ControlActivities, Deps, DueWork } from '../types.ts';
import { createControlActivities } from './index.ts';

const MINUTE = 60_000;
const NOTHING: DueWork = {
  connections: [],
  imports: [],
  scans: [],
  matchUsers: [],
  dirtyUsers: [],
  metadata: 0,
  tags: 0,
  extract: 0,
  score: 0,
  mapSpaces: [],
  extractWorkers: 2,
  extractGpu: 0,
  gpuFallbackSeconds: 600,
  purges: [],
  pushes: [],
  relays: [],
  servers: [],
  removals: [],
};

let database: TestDatabase;
let deps: Deps;
let activities: ControlActivities;
let now: Date;
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date();
  deps = {
    db: database.db,
    settings: loadSettings({ SIDETRACK_EXTRACT_WORKERS: '2' }),
    logger: createLogger({ name: 'test', level: 'silent' }),
    clock: () => now,
    fetch: () => Promise.reject(new Error('no network here')),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  };
  activities = createControlActivities(deps);
  await query('DELETE FROM users');
  await query('DELETE FROM pending');
  userId = await addListener(database.db, 'ann');
});

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));
const added = async (text: string, values: unknown[] = []): Promise<string> =>
  (await query<{ id: string }>(`${text} RETURNING id`, values))[0]!.id;
const fromNow = (minutes: number): Date => new Date(now.getTime() + minutes * MINUTE);
const connect = (dueIn: number, state = 'active'): Promise<string> =>
  added(
    `INSERT INTO connections (user_id, service, external_name, interval_seconds, next_due_at, state) VALUES ($1, 'listenbrainz', 'ann', 60, $2, $3)`,
    [userId, fromNow(dueIn), state],
  );
const ask = (
  kind: string,
  subject: string,
  change: { dueIn?: number; user?: string; claimedFor?: number } = {},
): Promise<string> =>
  added(
    `INSERT INTO pending (kind, subject, user_id, reason, due_at, claimed_by, claimed_until) VALUES ($1, $2, $3, 'test', $4, 'someone', $5)`,
    [
      kind,
      subject,
      change.user ?? null,
      fromNow(change.dueIn ?? -1),
      change.claimedFor === undefined ? null : fromNow(change.claimedFor),
    ],
  );
const find = (): Promise<DueWork> => activities.findDueWork();

describe('what is due', () => {
  test('nothing in an empty installation', async () => {
    expect(await find()).toEqual(NOTHING);
  });

  test('accounts by their time, unless paused or of a suspended listener', async () => {
    const connectionId = await connect(-1);
    expect((await find()).connections).toEqual([{ connectionId, service: 'listenbrainz', part: 'newest' }]);
    await query(`UPDATE connections SET state = 'failing'`);
    expect((await find()).connections).toHaveLength(1);
    await query(`UPDATE connections SET state = 'paused'`);
    expect((await find()).connections).toEqual([]);
    await query(`UPDATE connections SET state = 'active', next_due_at = $1`, [fromNow(1)]);
    expect((await find()).connections).toEqual([]);
    await query(`UPDATE connections SET next_due_at = $1`, [fromNow(-1)]);
    await query(`UPDATE users SET suspended_at = now()`);
    expect((await find()).connections).toEqual([]);
  });

  test('of an account that has its newest plays the older ones, apart from what is new', async () => {
    const connectionId = await connect(-1);
    const part = async (): Promise<unknown> => (await find()).connections.map((due) => due.part);
    expect(await part()).toEqual(['newest']);
    await query(`UPDATE connections SET newest_listened_at = $1`, [now]);
    expect(await part()).toEqual(['history']);
    await activities.deferConnection({ connectionId, failed: false });
    expect(await part()).toEqual(['history']);
    await query(`UPDATE connections SET backfill_complete = true`);
    expect(await part()).toEqual(['newest']);
  });

  test('a long queue for one service leaves the others theirs, and whoever has nothing yet comes first', async () => {
    const users = await query<{ id: string }>(
      `INSERT INTO users (handle, display_name, kind, time_zone) SELECT 'queue-' || n, 'q', 'hosted', 'UTC' FROM generate_series(1, 120) n RETURNING id`,
    );
    const all = users.map(({ id }) => id);
    await query(
      `INSERT INTO connections (user_id, service, external_name, interval_seconds, next_due_at, backfill_complete, newest_listened_at)
       SELECT id, CASE WHEN n = 120 THEN 'lastfm' ELSE 'listenbrainz' END, 'x', 60, $2::timestamptz - n * interval '1 second',
         n <> 1, CASE WHEN n = 1 THEN NULL ELSE $2::timestamptz END
       FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)`,
      [all, fromNow(-10)],
    );
    const own = createControlActivities({ ...deps, settings: { ...deps.settings, lastfmApiKey: 'key' } });
    const { connections } = await own.findDueWork();
    const count = (service: string): number => connections.filter((due) => due.service === service).length;
    expect([count('listenbrainz'), count('lastfm')]).toEqual([51, 1]);
    const [first] = await query<{ id: string }>('SELECT id FROM connections WHERE newest_listened_at IS NULL');
    expect(connections[0]?.connectionId).toBe(first?.id);
    await query('DELETE FROM users WHERE id = ANY($1)', [all]);
  });

  test('recordings that only an earlier scorer has scored, once a process', async () => {
    const score = async (title: string, version: string): Promise<string> => {
      const id = await added(
        `INSERT INTO recordings (title, artist_credit, match_key, private_user_id) VALUES ($1, 'A', $1, $2)`,
        [title, userId],
      );
      await query(
        `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
         VALUES ($1, 'energy', $2, 0.5, 0.4, 0.6, false, '[]', '')`,
        [id, version],
      );
      return id;
    };
    const old = await score('old', 'earlier');
    await score('new', SCORER_VERSION);
    expect((await find()).score).toBe(1);
    expect(await query('SELECT subject, reason FROM pending')).toEqual([{ subject: old, reason: 'new scorer' }]);
    await query('DELETE FROM pending');
    expect((await find()).score).toBe(0);
  });

  test('imports that were not finished, also those that a kill left running', async () => {
    const imported = (state: string): Promise<string> =>
      added(
        `INSERT INTO imports (user_id, file_name, stored_path, file_sha256, state) VALUES ($1, 'f', 'p', '\\x00', $2)`,
        [userId, state],
      );
    const queued = await imported('queued');
    const running = await imported('running');
    await imported('done');
    await imported('failed');
    expect(new Set((await find()).imports)).toEqual(new Set([queued, running]));
  });

  test('folders by their time', async () => {
    const root = await added(`INSERT INTO audio_roots (user_id, path, next_due_at) VALUES ($1, '/a', $2)`, [
      userId,
      fromNow(-1),
    ]);
    await added(`INSERT INTO audio_roots (user_id, path, next_due_at) VALUES ($1, '/b', $2)`, [userId, fromNow(1)]);
    expect((await find()).scans).toEqual([root]);
  });

  test('pending work that is neither put off nor held', async () => {
    await ask('metadata', 'free');
    await ask('metadata', 'put off', { dueIn: 5 });
    await ask('metadata', 'held', { claimedFor: 5 });
    await ask('extract', 'of a dead worker', { user: userId, claimedFor: -5 });
    await ask('score', 'a');
    await ask('score', 'b');
    await ask('match', '*', { user: userId });
    await ask('map', 'tag');
    await ask('map', 'audio', { dueIn: 1 });
    expect(await find()).toEqual({
      ...NOTHING,
      metadata: 1,
      extract: 1,
      score: 2,
      matchUsers: [userId],
      mapSpaces: ['tag'],
    });
  });

  test('tags only where Last.fm can be asked; missing and old ones are asked for at the interval', async () => {
    await ask('tags', 'waits');
    expect((await find()).tags).toBe(0);
    const recording = async (title: string, fetchedDaysAgo?: number): Promise<string> => {
      const id = await added(`INSERT INTO recordings (title, artist_credit, match_key) VALUES ($1, 'x', $1)`, [title]);
      await query(
        `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name) VALUES ($1, $2, gen_random_uuid(), $3, 'x', $4)`,
        [userId, now, id, title],
      );
      if (fetchedDaysAgo !== undefined)
        await query(
          `INSERT INTO tag_fetches (recording_id, source, fetched_at, tag_count) VALUES ($1, 'lastfm', $2, 0)`,
          [id, fromNow(-fetchedDaysAgo * 1440)],
        );
      return id;
    };
    const missing = await recording('missing');
    const old = await recording('old', 91);
    await recording('fresh', 89);
    activities = createControlActivities({ ...deps, settings: loadSettings({ SIDETRACK_LASTFM_API_KEY: 'k' }) });
    expect((await find()).tags).toBe(3);
    expect(
      (await query<{ subject: string }>(`SELECT subject FROM pending ORDER BY id`)).map(({ subject }) => subject),
    ).toEqual(['waits', missing, old]);
    await query('DELETE FROM pending');
    now = fromNow(29);
    expect((await find()).tags).toBe(0);
    now = fromNow(1);
    expect((await find()).tags).toBe(2);
  });

  test('counts stop at a thousand', async () => {
    await query(
      `INSERT INTO pending (kind, subject, reason) SELECT 'score', g::text, 'test' FROM generate_series(1, 1500) g`,
    );
    now = fromNow(1);
    expect((await find()).score).toBe(1000);
  });

  test('listeners with weeks that changed', async () => {
    await query(
      `INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-01-05', 'x'), ($1, '2026-01-12', 'x')`,
      [userId],
    );
    expect((await find()).dirtyUsers).toEqual([userId]);
  });

  test('all weeks of a listener once the interval of the full aggregation has passed', async () => {
    const week = (start: string, computedMinutesAgo: number): Promise<unknown> =>
      query(
        `INSERT INTO weeks (user_id, week_start, listens, distinct_tracks, effective_artists, audio_coverage, score_coverage, axes, moods, top_artists, top_tracks, computed_at)
         VALUES ($1, $2, 1, 1, 1, 0, 0, '{}', '{}', '[]', '[]', $3)`,
        [userId, start, fromNow(-computedMinutesAgo)],
      );
    await week('2026-01-05', 5000);
    await week('2026-01-12', 1439);
    expect((await find()).dirtyUsers).toEqual([]);
    now = fromNow(2);
    expect((await find()).dirtyUsers).toEqual([userId]);
    const dirty = await query(`SELECT week_start AS week, reason FROM dirty_weeks WHERE user_id = $1 ORDER BY 1`, [
      userId,
    ]);
    expect(dirty).toEqual([
      { week: '2026-01-05', reason: 'interval' },
      { week: '2026-01-12', reason: 'interval' },
    ]);
  });
});

describe('after a pull', () => {
  const state = async () =>
    (
      await query(
        `SELECT state, state_reason AS reason, consecutive_failures AS failures, last_synced_at AS "syncedAt",
           extract(epoch FROM next_due_at - $1)::float8 AS "dueInSeconds" FROM connections`,
        [now],
      )
    )[0];

  test('a success sets the next one an interval from now, however long it took to come', async () => {
    const connectionId = await connect(-600);
    await activities.deferConnection({ connectionId, failed: false });
    expect(await state()).toEqual({ state: 'active', reason: null, failures: 0, syncedAt: now, dueInSeconds: 60 });
  });

  test('it is as new as its last look forward, not as its end', async () => {
    const connectionId = await connect(-600);
    const askedAt = new Date(now.getTime() - 20_000);
    await activities.deferConnection({ connectionId, failed: false, askedAt: askedAt.toISOString() });
    expect(await state()).toMatchObject({ syncedAt: askedAt, dueInSeconds: 60 });
    await activities.deferConnection({ connectionId, failed: true, askedAt: now.toISOString() });
    expect(await state()).toMatchObject({ syncedAt: askedAt });
  });

  test('failures are told, double the wait, and are forgotten by a success', async () => {
    const connectionId = await connect(-1);
    await activities.deferConnection({ connectionId, failed: true, reason: 'No such user.' });
    await activities.deferConnection({ connectionId, failed: true, reason: 'No such user.' });
    expect(await state()).toEqual({
      state: 'failing',
      reason: 'No such user.',
      failures: 2,
      syncedAt: null,
      dueInSeconds: 240,
    });
    await activities.deferConnection({ connectionId, failed: false });
    expect(await state()).toMatchObject({ state: 'active', reason: null, failures: 0, dueInSeconds: 60 });
  });

  test('a pause stands, and an account that was removed is no error', async () => {
    const connectionId = await connect(-1, 'paused');
    await activities.deferConnection({ connectionId, failed: false });
    expect(await state()).toMatchObject({ state: 'paused' });
    await query('DELETE FROM connections');
    await expect(activities.deferConnection({ connectionId, failed: false })).resolves.toBeUndefined();
  });
});

describe('jobs', () => {
  const job = (workflowId: string, change: { state?: string; createdIn?: number } = {}): Promise<string> =>
    added(
      `INSERT INTO jobs (user_id, kind, workflow_id, state, created_at, updated_at) VALUES ($1, 'test', $2, $3, $4, $4)`,
      [userId, workflowId, change.state ?? 'queued', fromNow(change.createdIn ?? -10)],
    );
  const jobs = async () =>
    Object.fromEntries(
      (
        await query<{ id: string; state: string; error: string | null; result: unknown }>(
          'SELECT id, state, error, result FROM jobs',
        )
      ).map(({ id, ...rest }) => [id, rest]),
    );

  test('all that wait for a workflow end with it, and no others', async () => {
    const queued = await job('scan-library/r');
    const running = await job('scan-library/r', { state: 'running' });
    const earlier = await job('scan-library/r', { state: 'failed' });
    const other = await job('sync-tags');
    await activities.settleJobs({ workflowId: 'scan-library/r', outcome: 'done', result: { files: 3 } });
    await activities.settleJobs({ workflowId: 'sync-tags', outcome: 'failed', error: 'The key is refused.' });
    const done = { state: 'done', error: null, result: { files: 3 } };
    expect(await jobs()).toEqual({
      [queued]: done,
      [running]: done,
      [earlier]: { state: 'failed', error: null, result: null },
      [other]: { state: 'failed', error: 'The key is refused.', result: null },
    });
  });

  test('those whose workflow is gone are ended, the others left alone', async () => {
    const states: Record<string, WorkflowState> = {
      runs: 'running',
      ended: 'done',
      died: 'failed',
      lost: 'missing',
      young: 'missing',
    };
    const ids = new Map<string, string>();
    for (const name of Object.keys(states)) ids.set(await job(name, { createdIn: name === 'young' ? 0 : -10 }), name);
    expect(await settleOrphans(deps, (workflowId) => Promise.resolve(states[workflowId]!))).toBe(3);
    const after = Object.fromEntries(Object.entries(await jobs()).map(([id, { state }]) => [ids.get(id), state]));
    expect(after).toEqual({ runs: 'queued', ended: 'done', died: 'failed', lost: 'failed', young: 'queued' });
  });
});
