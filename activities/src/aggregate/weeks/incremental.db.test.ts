import type { Database } from '@sidetrack/prisma';
import { addPending } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import fc from 'fast-check';
import { buildMap } from '../map/build-map.ts';
import { markDirty } from '../mark-dirty.ts';
import { scoreRecordings } from '../scores/score-recordings.ts';
import { aggregateWeeks } from './aggregate-weeks.ts';

const TAGS = ['rock', 'jazz', 'ambient', 'house', 'folk', 'metal'];
const MONDAY = Date.parse('2026-03-02T00:00:00Z');
const WEEK_MS = 7 * 86_400_000;

let database: TestDatabase;
let db: Database;
let tracks: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  const ada = await addListener(db, 'ada');
  tracks = await addTracks(
    db,
    TAGS.map((tag, i) => ({
      artist: `artist ${i % 3}`,
      title: `title ${i}`,
      tags: { [tag]: 1, [TAGS[(i + 1) % 6]!]: 0.4 },
    })),
  );
  await db.asService((tx) =>
    addPending(
      tx,
      tracks.map((subject) => ({ kind: 'score', subject, reason: 'test' })),
    ),
  );
  await scoreRecordings(activityDeps(db));
  await addListens(
    db,
    ada,
    tracks.map((recordingId, i) => ({ recordingId, at: new Date(MONDAY + i) })),
  );
  await buildMap(activityDeps(db), { space: 'tag' });
}, 60_000);
afterAll(() => database.drop());

interface Play {
  week: number;
  minute: number;
  track: number;
  sources: string[];
}
const anyPlay: fc.Arbitrary<Play> = fc.record({
  week: fc.integer({ min: 0, max: 11 }),
  minute: fc.integer({ min: 0, max: 10_000 }),
  track: fc.integer({ min: 0, max: TAGS.length - 1 }),
  sources: fc.subarray(['listenbrainz', 'lastfm'], { minLength: 1 }),
});
/** A history told in a few batches, in any order of time, some plays of which are taken back in the end. */
const anyHistory = fc.record({
  batches: fc.array(fc.array(anyPlay, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 }),
  removed: fc.integer({ min: 0, max: 3 }),
});

const query = (userId: string, text: string, values: unknown[] = []) =>
  db.asUser(userId, (tx) => tx.query<Record<string, unknown>>(text, [userId, ...values]));

async function tell(userId: string, plays: readonly Play[]): Promise<void> {
  for (const { week, minute, track, sources } of plays) {
    const at = new Date(MONDAY + week * WEEK_MS + minute * 60_000);
    await query(
      userId,
      `WITH heard AS (
         INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name) VALUES ($1, $2, $3, $3, 'a', 't')
         ON CONFLICT DO NOTHING RETURNING user_id, listened_at, track_key)
       INSERT INTO listen_sources (user_id, listened_at, track_key, source) SELECT heard.*, unnest($4::text[]) FROM heard`,
      [at, tracks[track], sources],
    );
    await db.asUser(userId, (tx) =>
      markDirty(tx, [
        { userId, weekStart: new Date(MONDAY + week * WEEK_MS).toISOString().slice(0, 10), reason: 'test' },
      ]),
    );
  }
}

async function rowsOf(userId: string): Promise<unknown> {
  const strip = (rows: Record<string, unknown>[]) => rows.map((row) => ({ ...row, user_id: '', computed_at: '' }));
  return {
    weeks: strip(await query(userId, 'SELECT * FROM weeks WHERE user_id = $1 ORDER BY week_start')),
    slices: strip(await query(userId, 'SELECT * FROM week_slices WHERE user_id = $1 ORDER BY week_start, source')),
    vectors: strip(await query(userId, 'SELECT * FROM week_vectors WHERE user_id = $1 ORDER BY week_start')),
    places: strip(await query(userId, 'SELECT * FROM map_weeks WHERE user_id = $1 ORDER BY week_start')),
    totals: strip(await query(userId, 'SELECT * FROM listener_totals WHERE user_id = $1')),
    heard: strip(await query(userId, 'SELECT * FROM heard_recordings WHERE user_id = $1 ORDER BY recording_id')),
  };
}

test('weeks computed as plays come and go are those computed at once, to the bit', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(anyHistory, async ({ batches, removed }) => {
      count += 1;
      const [piecemeal, whole] = [await addListener(db, `piecemeal ${count}`), await addListener(db, `whole ${count}`)];
      const gone = batches.flat().slice(0, removed);
      for (const batch of batches) {
        await tell(piecemeal, batch);
        await aggregateWeeks(activityDeps(db), { userId: piecemeal });
      }
      await tell(whole, batches.flat());
      for (const userId of [piecemeal, whole]) {
        for (const { week, minute, track } of gone) {
          const at = new Date(MONDAY + week * WEEK_MS + minute * 60_000);
          await query(userId, 'DELETE FROM listens WHERE user_id = $1 AND listened_at = $2 AND track_key = $3', [
            at,
            tracks[track],
          ]);
          const weekStart = new Date(MONDAY + week * WEEK_MS).toISOString().slice(0, 10);
          await db.asUser(userId, (tx) => markDirty(tx, [{ userId, weekStart, reason: 'test' }]));
        }
        await aggregateWeeks(activityDeps(db), { userId });
      }
      expect(await rowsOf(piecemeal)).toEqual(await rowsOf(whole));
    }),
    { seed: 6, numRuns: 12 },
  );
}, 120_000);

test('what was heard how often is exact, also where plays are mapped to another recording later', async () => {
  const max = await addListener(db, 'max');
  const at = (hour: number) => new Date(MONDAY + hour * 3_600_000);
  await addListens(
    db,
    max,
    [0, 1, 2].map((hour) => ({ recordingId: tracks[0]!, at: at(hour) })),
  );
  await addListens(db, max, [{ recordingId: tracks[1]!, at: at(3) }]);
  const heard = async () =>
    (
      await query(
        max,
        'SELECT recording_id, plays FROM heard_recordings WHERE user_id = $1 ORDER BY plays, recording_id',
      )
    ).map(({ recording_id: id, plays }) => [tracks.indexOf(id as string), plays]);
  expect(await heard()).toEqual([
    [1, 1],
    [0, 3],
  ]);
  await query(max, 'UPDATE listens SET recording_id = $2 WHERE user_id = $1 AND listened_at <= $3', [tracks[1], at(1)]);
  expect(await heard()).toEqual([
    [0, 1],
    [1, 3],
  ]);
  await query(max, 'UPDATE listens SET recording_id = $2 WHERE user_id = $1', [tracks[1]]);
  expect(await heard()).toEqual([[1, 4]]);
  await query(max, 'UPDATE listens SET release_name = $2 WHERE user_id = $1', ['x']);
  expect(await heard()).toEqual([[1, 4]]);
  await query(max, 'DELETE FROM listens WHERE user_id = $1');
  expect(await heard()).toEqual([]);
});
