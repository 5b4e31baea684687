import { parseCalibration } from '@sidetrack/analysis';
import { addPending, readCalibrations } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import { mergeRecordings } from '../../listens/merge-recordings.ts';
import { scoreRecordings } from '../scores/score-recordings.ts';
import { aggregateWeeks } from '../weeks/aggregate-weeks.ts';

let database: TestDatabase;
let ada: string;
let bob: string;
let tracks: string[];
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const score = async (...ids: string[]) => {
  await database.db.asService((tx) =>
    addPending(
      tx,
      ids.map((subject) => ({ kind: 'score', subject, reason: 'test' })),
    ),
  );
  await scoreRecordings(activityDeps(database.db));
};
const calibration = async (userId: string) =>
  parseCalibration(await database.db.asUser(userId, (tx) => readCalibrations(tx, userId)));
const dirty = () => query(`DELETE FROM dirty_weeks RETURNING user_id AS "userId", week_start::text AS week, reason`);

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  [ada, bob] = [await addListener(db, 'ada'), await addListener(db, 'bob')];
  tracks = await addTracks(db, [
    { artist: 'Iron', title: 'Anvil', tags: { 'death metal': 1 } },
    { artist: 'Sea', title: 'Calm', tags: { ambient: 1 } },
  ]);
  for (const listener of [ada, bob]) {
    await addListens(db, listener, [{ recordingId: tracks[0]!, at: new Date('2026-11-09T12:00:00Z') }]);
  }
  await score(...tracks);
  for (const userId of [ada, bob]) await aggregateWeeks(activityDeps(db), { userId });
  await dirty();
});
afterAll(() => database.drop());

test('labels are fitted to the scores that they stand beside, and the weeks of their listener alone computed anew', async () => {
  await query(`INSERT INTO labels (user_id, recording_id, axis, value) VALUES ($1, $2, 'energy', 0.2)`, [
    ada,
    tracks[0],
  ]);
  await score(tracks[0]!);
  const { energy } = await calibration(ada);
  expect(energy).toMatchObject({ labels: 1, comparisons: 0, tracks: { [tracks[0]!]: expect.anything() } });
  expect(energy!.offset).toBeLessThan(0);
  expect(await calibration(bob)).toEqual({});
  const energyOf = async (userId: string): Promise<number> =>
    (
      await query<{ mean: number }>(
        `SELECT (axes -> 'energy' ->> 'mean')::float8 AS mean FROM weeks WHERE user_id = $1`,
        [userId],
      )
    )[0]!.mean;
  const [adas, bobs] = [await energyOf(ada), await energyOf(bob)];
  for (const userId of [ada, bob]) await aggregateWeeks(activityDeps(database.db), { userId });
  expect(await energyOf(ada)).toBeLessThan(adas - 0.2);
  expect(await energyOf(bob)).toBe(bobs);
});

test('nothing is computed again for labels that stand as they did', async () => {
  await score(tracks[0]!);
  expect(await dirty()).toEqual([]);
});

test('they follow scores that change, and recordings that become one', async () => {
  const before = await calibration(ada);
  await query(`UPDATE recording_tags SET tag = 'ambient' WHERE recording_id = $1`, [tracks[0]]);
  await score(tracks[0]!);
  const after = await calibration(ada);
  expect(after.energy!.offset).toBeGreaterThan(before.energy!.offset);
  await database.db.asService((tx) => mergeRecordings(tx, tracks[0]!, tracks[1]!));
  await score(tracks[1]!);
  expect(Object.keys((await calibration(ada)).energy!.tracks)).toEqual([tracks[1]]);
});
