import { trackKey } from '@sidetrack/analysis';
import { activityDeps, addListener, createTestDatabase } from '@sidetrack/test';
import type { TestDatabase } from '@sidetrack/test';
import { findDueWork } from '../control/find-due-work.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import { forgetSources } from './forget-sources.ts';

let database: TestDatabase;
let userId: string;
let users = 0;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(async () => void (userId = await addListener(database.db, `ann${(users += 1)}`)));

const START = Date.UTC(2026, 10, 1) / 1000;
const row = (at: number, track = 'Song'): ListenRow => ({
  listenedAt: new Date((START + at) * 1000),
  trackKey: trackKey('Artist', track, null),
  artistName: 'Artist',
  trackName: track,
  releaseName: null,
  mapping: null,
  durationMs: 200_000,
});
const upsert = (rows: ListenRow[], source: string) =>
  database.db.asUser(userId, (tx) => upsertListens(tx, { userId, source, importId: null, rows, now: new Date() }));
const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(userId, (tx) => tx.query<Row>(text, values));
const ask = (source: string) =>
  query(`INSERT INTO source_removals (user_id, source, told) VALUES ($1, $2, 0)`, [userId, source]);
const forget = async (source: string) => {
  await ask(source);
  return forgetSources(activityDeps(database.db), { userId });
};
const state = () =>
  query<{ at: number; track: string; told: string[] }>(
    `SELECT (extract(epoch FROM l.listened_at) - $1)::int AS at, l.track_name AS track,
       array_agg(s.source || coalesce('@' || (extract(epoch FROM s.told_at) - $1)::int, '') ORDER BY s.source) AS told
     FROM listens l JOIN listen_sources s USING (user_id, listened_at, track_key) GROUP BY l.user_id, l.listened_at, l.track_key ORDER BY 1, 2`,
    [START],
  );

test('plays that only this source told of go, the others lose its word', async () => {
  await upsert([row(0), row(1000), row(2000)], 'spotify');
  await upsert([row(5), row(5000)], 'lastfm');
  expect(await forget('spotify')).toEqual({ removed: 3 });
  expect(await state()).toEqual([
    { at: 5, track: 'Song', told: ['lastfm'] },
    { at: 5000, track: 'Song', told: ['lastfm'] },
  ]);
  expect(await query('SELECT removed, plays, finished_at IS NOT NULL AS done FROM source_removals')).toEqual([
    { removed: 3, plays: 2, done: true },
  ]);
  expect(await query(`SELECT DISTINCT reason FROM dirty_weeks WHERE reason = 'deleted'`)).toHaveLength(1);
  expect(await query('SELECT listens FROM listener_totals')).toEqual([{ listens: 2 }]);
});

test('afterwards it is as if this source had never told, whatever the order in which sources told', async () => {
  const told: Record<string, ListenRow[]> = {
    spotify: [row(0), row(900, 'Other'), row(3000)],
    lastfm: [row(4), row(907, 'Other'), row(9000)],
    listenbrainz: [row(2), row(3003), row(9001)],
  };
  const orders = [
    ['spotify', 'lastfm', 'listenbrainz'],
    ['listenbrainz', 'spotify', 'lastfm'],
    ['lastfm', 'listenbrainz', 'spotify'],
  ];
  for (const gone of Object.keys(told))
    for (const order of orders) {
      userId = await addListener(database.db, `ann${(users += 1)}`);
      for (const source of order.filter((source) => source !== gone)) await upsert(told[source]!, source);
      const expected = await state();
      userId = await addListener(database.db, `ann${(users += 1)}`);
      for (const source of order) await upsert(told[source]!, source);
      await forget(gone);
      const left = await state();
      // Of two others, the one that was left first stands for the play.
      expect(left.map(({ told: sources }) => sources.map((source) => source.split('@')[0]))).toEqual(
        expected.map(({ told: sources }) => sources.map((source) => source.split('@')[0])),
      );
      expect(left.map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
    }
}, 60_000);

test('told again afterwards, it is all there again', async () => {
  await upsert([row(0), row(1000)], 'spotify');
  await upsert([row(3)], 'lastfm');
  await forget('spotify');
  expect(await upsert([row(0), row(1000)], 'spotify')).toEqual({ imported: 1, duplicates: 1 });
  expect(await state()).toEqual([
    { at: 3, track: 'Song', told: ['lastfm', 'spotify@0'] },
    { at: 1000, track: 'Song', told: ['spotify'] },
  ]);
});

test('many go in steps, which are due until they are done; what is told after the listener asked stays', async () => {
  await upsert(
    Array.from({ length: 4500 }, (_, n) => row(n * 300, `t${n % 9}`)),
    'spotify',
  );
  await ask('spotify');
  await upsert([row(4_000_000)], 'spotify');
  const deps = activityDeps(database.db);
  const due = async () => (await findDueWork(deps, { tagsAt: Infinity, scoresAsked: true })).removals ?? [];
  expect(await due()).toContain(userId);
  expect(await forgetSources(deps, { userId })).toEqual({ removed: 4500 });
  expect(await state()).toHaveLength(1);
  expect(await due()).not.toContain(userId);
});
