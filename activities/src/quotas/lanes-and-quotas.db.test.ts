import { createHash, randomUUID } from 'node:crypto';
import { activityDeps, addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { claimPending } from '@sidetrack/prisma';
import { createControlActivities } from '../control/index.ts';
import { askForExtraction } from '../library/ask-for-extraction.ts';
import { readExtractOptions } from '../extract/read-extract-options.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import type { ControlActivities, Deps } from '../types.ts';
import { drained } from '../worker/drained.ts';
import { watchActivities } from '../worker/activity-watch.ts';
import { holdToListenQuota, ListenQuotaError } from './quotas.ts';

const WANTED = { extractorVersion: '1', optionsHash: 'o', models: [], stems: false };
let database: TestDatabase;
let deps: Deps;
let control: ControlActivities;
let userId: string;
let rootId: string;
let listeners = 0;

const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const set = (settings: object): Promise<unknown> =>
  query('UPDATE users SET settings = $2 WHERE id = $1', [userId, settings]);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const askForAll = (): ReturnType<typeof askForExtraction> =>
  database.db.asUser(userId, (tx) => askForExtraction(tx, { userId, rootId }, WANTED));
const claim = (lane: 'gpu' | 'cpu', claimedBy: string): Promise<string[]> =>
  claimPending(database.db, { kind: 'extract', lane, limit: 10, claimedBy, leaseSeconds: 60, now: deps.clock() }).then(
    (rows) => rows.map(({ subject }) => subject),
  );

beforeAll(async () => {
  database = await createTestDatabase();
  deps = activityDeps(database.db);
  control = createControlActivities(deps);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await query('DELETE FROM users');
  await query('DELETE FROM pending');
  await query('DELETE FROM gpu_fallbacks');
  userId = await addListener(database.db, `listener-${++listeners}`);
  rootId = randomUUID();
  await query(`INSERT INTO audio_roots (id, user_id, path) VALUES ($1, $2, '/audio')`, [rootId, userId]);
  for (const name of ['a', 'b', 'c']) {
    await query(
      `INSERT INTO audio_files (user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256) VALUES ($1, $2, $3, 1, now(), decode($4, 'hex'))`,
      [userId, rootId, name, sha(name)],
    );
  }
});

test('audio of a listener with the option waits for a GPU, and no CPU claims it', async () => {
  await set({ options: { gpu: true, stems: false, excerptSeconds: 0 } });
  expect(await askForAll()).toEqual({ asked: 3, beyondQuota: 0 });
  expect(await claim('cpu', 'a cpu')).toEqual([]);
  expect(await control.findDueWork()).toMatchObject({ extract: 0, extractGpu: 3 });
  expect(await claim('gpu', 'a gpu')).toHaveLength(3);
});

test('without the option any worker takes it', async () => {
  await askForAll();
  expect(await control.findDueWork()).toMatchObject({ extract: 3, extractGpu: 0 });
  expect(await claim('gpu', 'a gpu')).toEqual([]);
  expect(await claim('cpu', 'a cpu')).toHaveLength(3);
});

test('no more tracks are asked for than the quota leaves, however often it is scanned', async () => {
  await set({ quotas: { maxTracks: 2 } });
  expect(await askForAll()).toEqual({ asked: 2, beyondQuota: 1 });
  expect(await askForAll()).toEqual({ asked: 0, beyondQuota: 1 });
  await set({ quotas: { maxTracks: 3 } });
  expect(await askForAll()).toEqual({ asked: 1, beyondQuota: 0 });
});

test('the options of a listener stand before those of the installation, an excerpt of 0 does not', async () => {
  const options = (): Promise<unknown> =>
    database.db.asUser(userId, (tx) =>
      readExtractOptions(tx, userId, { excerptSeconds: 60, excerptFrom: 'first', stems: false }),
    );
  expect(await options()).toEqual({ excerptSeconds: 60, excerptFrom: 'first', stems: false });
  await set({ options: { gpu: false, stems: true, excerptSeconds: 30 } });
  expect(await options()).toEqual({ excerptSeconds: 30, excerptFrom: 'first', stems: true });
  await set({ options: { gpu: false, stems: false, excerptSeconds: 0 } });
  expect(await options()).toEqual({ excerptSeconds: 60, excerptFrom: 'first', stems: false });
});

test('a batch falls back where no GPU is at work, once in the record; while one is, it waits', async () => {
  await set({ options: { gpu: true } });
  await askForAll();
  expect(await control.fallBackFromGpu({ claimId: 'one' })).toEqual({ fallBack: true });
  expect(await control.fallBackFromGpu({ claimId: 'one' })).toEqual({ fallBack: true });
  expect(await query('SELECT claim_id FROM gpu_fallbacks')).toEqual([{ claim_id: 'one' }]);
  await claim('gpu', 'one');
  // What fell back is in a CPU's hands, which is no sign of a GPU.
  expect(await control.fallBackFromGpu({ claimId: 'two' })).toEqual({ fallBack: true });
  await query('UPDATE pending SET claimed_by = $1', ['on a gpu']);
  expect(await control.fallBackFromGpu({ claimId: 'three' })).toEqual({ fallBack: false });
});

test('nothing is begun for a suspended listener', async () => {
  await askForAll();
  await query(`INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-11-16', 'test')`, [userId]);
  await query(`INSERT INTO imports (user_id, file_name, file_sha256) VALUES ($1, 'x', 'x')`, [userId]);
  await query(`INSERT INTO pending (kind, user_id, subject, reason) VALUES ('match', $1, '*', 'test')`, [userId]);
  expect(await control.findDueWork()).toMatchObject({ extract: 3, dirtyUsers: [userId], matchUsers: [userId] });
  await query('UPDATE users SET suspended_at = now() WHERE id = $1', [userId]);
  const nothing = { extract: 0, dirtyUsers: [], matchUsers: [], imports: [], scans: [], purges: [] };
  expect(await control.findDueWork()).toMatchObject(nothing);
  expect(await claim('cpu', 'a cpu')).toEqual([]);
  await query('UPDATE users SET purging_at = now() WHERE id = $1', [userId]);
  expect(await control.findDueWork()).toMatchObject({ ...nothing, purges: [userId] });
  await query('DELETE FROM users WHERE id = $1', [userId]);
});

test('plays beyond the quota are not kept, and nothing of their batch', async () => {
  await set({ quotas: { maxListens: 5 } });
  let hour = 0;
  const rows = (count: number): ListenRow[] =>
    Array.from({ length: count }, (_, n) => ({
      listenedAt: new Date(Date.UTC(2026, 10, 16, (hour += 1))),
      trackKey: randomUUID(),
      artistName: 'A',
      trackName: `T${String(n)}`,
      releaseName: null,
      mapping: null,
      durationMs: null,
    }));
  const write = (count: number): Promise<void> =>
    database.db.asUser(userId, async (tx) => {
      await upsertListens(tx, { userId, source: 'test', importId: null, rows: rows(count), now: new Date() });
      await holdToListenQuota(tx, userId);
    });
  await write(5);
  await expect(write(1)).rejects.toThrow(ListenQuotaError);
  await expect(write(1)).rejects.toThrow(/may have 5 listens, and there are more/);
  expect(await query('SELECT listens FROM listener_totals WHERE user_id = $1', [userId])).toEqual([{ listens: 5 }]);
});

test('a worker drains when nothing is due and nothing ran for a while; for work that never comes it waits ten times as long', async () => {
  let now = 0;
  const watch = watchActivities(() => now);
  const looks = { count: 0 };
  const own = {
    ...deps,
    sleep: (): Promise<void> => {
      now += 1000;
      looks.count += 1;
      return Promise.resolve();
    },
  };
  const drain = async (): Promise<number> => {
    [now, looks.count] = [0, 0];
    const signal = new AbortController().signal;
    await drained(own, { watch: watchActivities(() => now), queues: ['extract-gpu'], idleSeconds: 3, signal });
    return looks.count;
  };
  expect(await drain()).toBe(3);
  await set({ options: { gpu: true } });
  await askForAll();
  expect(await drain()).toBe(30);
  expect(watch.running()).toBe(0);
});
