import { addPending, type Database } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import { buildMap } from '../map/build-map.ts';
import { markDirty } from '../mark-dirty.ts';
import { scoreRecordings } from '../scores/score-recordings.ts';
import { aggregateWeeks } from './aggregate-weeks.ts';

describe('computing weeks', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = database.db;
  });
  afterAll(() => database.drop());

  const dirty = (userId: string, ...weekStarts: string[]) =>
    db.asUser(userId, (tx) =>
      markDirty(
        tx,
        weekStarts.map((weekStart) => ({ userId, weekStart, reason: 'listens' })),
      ),
    );
  const run = (userId: string) => aggregateWeeks(activityDeps(db), { userId });
  const rows = (userId: string, table: string, columns = '*') =>
    db.asUser(userId, (tx) =>
      tx.query<Record<string, unknown>>(`SELECT ${columns} FROM ${table} WHERE user_id = $1 ORDER BY week_start`, [
        userId,
      ]),
    );
  const dirtyRows = (userId: string) => rows(userId, 'dirty_weeks', 'week_start, reason');
  const score = async (ids: readonly string[]) => {
    await db.asService((tx) =>
      addPending(
        tx,
        ids.map((subject) => ({ kind: 'score', subject, reason: 'test' })),
      ),
    );
    await scoreRecordings(activityDeps(db));
    await db.asService((tx) => tx.query('DELETE FROM dirty_weeks'));
  };

  test('a week says how much it rests on: scored plays, unscored plays, diversity', async () => {
    const ada = await addListener(db, 'ada');
    const [rock, none] = await addTracks(db, [
      { artist: 'Loud', title: 'One', tags: { 'thrash metal': 1 } },
      { artist: 'Unknown', title: 'Two' },
    ]);
    await score([rock!, none!]);
    const plays = [rock!, rock!, rock!, none!].map((recordingId, i) => ({
      recordingId,
      at: new Date(Date.UTC(2026, 10, 17, i)),
    }));
    await addListens(db, ada, plays);
    await dirty(ada, '2026-11-16');

    expect(await run(ada)).toEqual({ weeks: 1 });
    const [week] = await rows(ada, 'weeks');
    expect(week).toMatchObject({
      week_start: '2026-11-16',
      listens: 4,
      distinct_tracks: 2,
      score_coverage: 0.75,
      audio_coverage: 0,
    });
    const moods = week!.moods as Record<string, number>;
    expect(moods).toMatchObject({ unscored: 0.25 });
    // One tag leaves it open whether the track is of this mood, but not which is the likeliest.
    expect(moods.intense).toBeGreaterThan(0.5);
    expect(Object.values(moods).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(week).toMatchObject({ effective_tags: 1, tag_coverage: 0.75 });
    expect(week!.regime).toMatch(/:tags$/);
    expect(week!.evidence).toMatchObject({ energy: { tags: { plays: 3 } } });
    expect(week!.axes).toMatchObject({ energy: { coverage: 0.75, spread: 0 } });
    expect(week!.effective_artists).toBeCloseTo(Math.exp(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))), 5);
    expect(week!.top_artists).toEqual([
      { artist: 'Loud', plays: 3 },
      { artist: 'Unknown', plays: 1 },
    ]);
    expect(await dirtyRows(ada)).toEqual([]);
  });

  test('a week of nothing that is known has no value on any axis', async () => {
    const eve = await addListener(db, 'eve');
    const [none] = await addTracks(db, [{ artist: 'Nobody', title: 'Knows' }]);
    await addListens(db, eve, [{ recordingId: none!, at: new Date('2026-11-18T00:00:00Z') }]);
    await dirty(eve, '2026-11-16');
    await run(eve);
    const [week] = await rows(eve, 'weeks');
    expect(Object.values(week!.axes as object)).toEqual(Array(7).fill(null));
    expect(week!.moods).toEqual({ unscored: 1 });
  });

  test('weeks begin on Monday in the listener’s zone, through week 53 and the change of clocks', async () => {
    const zoe = await addListener(db, 'zoe', 'Europe/Berlin');
    const [track] = await addTracks(db, [{ artist: 'A', title: 'B' }]);
    const play = (at: string) => ({ recordingId: track!, at: new Date(at) });
    await addListens(db, zoe, [
      play('2026-12-27T22:59:59Z'), // Sunday 23:59:59 of week 52
      play('2026-12-27T23:00:00Z'), // Monday 00:00 of week 53
      play('2027-01-03T22:59:59Z'), // Sunday of week 53, in January
      play('2026-03-29T21:59:59Z'), // Sunday 23:59:59, an hour short, in summer time
      play('2026-03-29T22:00:00Z'), // Monday
    ]);
    await dirty(zoe, '2026-12-21', '2026-12-28', '2027-01-04', '2026-03-23', '2026-03-30');
    await run(zoe);
    expect(await rows(zoe, 'weeks', 'week_start, listens')).toEqual([
      { week_start: '2026-03-23', listens: 1 },
      { week_start: '2026-03-30', listens: 1 },
      { week_start: '2026-12-21', listens: 1 },
      { week_start: '2026-12-28', listens: 2 },
    ]);
  });

  test('a week emptied of its listens is removed', async () => {
    const kim = await addListener(db, 'kim');
    const [track] = await addTracks(db, [{ artist: 'A', title: 'C' }]);
    await addListens(db, kim, [{ recordingId: track!, at: new Date('2026-11-18T00:00:00Z') }]);
    await dirty(kim, '2026-11-16');
    await run(kim);
    expect(await rows(kim, 'weeks', 'listens')).toEqual([{ listens: 1 }]);
    await db.asUser(kim, (tx) => tx.query('DELETE FROM listens'));
    await dirty(kim, '2026-11-16');
    await run(kim);
    expect(await rows(kim, 'weeks')).toEqual([]);
  });

  test('what becomes dirty while weeks are computed is not lost, and its listens are seen in the end', async () => {
    const max = await addListener(db, 'max');
    const [track] = await addTracks(db, [{ artist: 'A', title: 'D' }]);
    const at = (hour: number) => ({ recordingId: track!, at: new Date(Date.UTC(2026, 10, 18, hour)) });
    await addListens(db, max, [at(1)]);
    await dirty(max, '2026-11-16');

    // Ingest writes listens and marks the week in one transaction that is still open when the aggregation starts.
    let aggregation: Promise<unknown> = Promise.resolve();
    await db.asUser(max, async (tx) => {
      await tx.query(
        `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
         VALUES ($1, $2, gen_random_uuid(), $3, 'a', 't')`,
        [max, at(2).at, track],
      );
      await markDirty(tx, [{ userId: max, weekStart: '2026-11-16', reason: 'listens' }]);
      await markDirty(tx, [{ userId: max, weekStart: '2026-11-09', reason: 'listens' }]);
      aggregation = run(max);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await aggregation;
    await run(max);
    expect(await rows(max, 'weeks', 'listens')).toEqual([{ listens: 2 }]);
    expect(await dirtyRows(max)).toEqual([]);
  });

  test('computing again gives the same rows, and other listeners’ rows are not touched', async () => {
    const [ann, ben] = [await addListener(db, 'ann'), await addListener(db, 'ben')];
    const tags = [{ rock: 1 }, { jazz: 1, piano: 0.5 }, { ambient: 1 }, { house: 1, dance: 0.4 }];
    const ids = await addTracks(
      db,
      tags.map((tag, i) => ({ artist: `artist ${i}`, title: 'song', tags: tag })),
    );
    await score(ids);
    const weeks = ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'];
    for (const user of [ann, ben]) {
      await addListens(
        db,
        user,
        weeks.flatMap((week, w) =>
          ids
            .slice(0, w + 1)
            .map((recordingId, i) => ({ recordingId, at: new Date(Date.parse(week) + (i + 30) * 3_600_000) })),
        ),
      );
      await dirty(user, ...weeks);
      await run(user);
    }
    await buildMap(activityDeps(db), { space: 'tag' });

    const all = async (user: string) => ({
      weeks: (await rows(user, 'weeks')).map((row) => ({ ...row, computed_at: null })),
      vectors: await rows(user, 'week_vectors'),
      positions: await rows(user, 'map_weeks'),
    });
    const before = { ann: await all(ann), ben: await all(ben) };
    expect(before.ann.vectors.map(({ momentum }) => momentum === null)).toEqual([true, false, false, false]);
    expect(before.ann.positions).toHaveLength(4);

    await dirty(ann, ...weeks);
    await run(ann);
    expect(await all(ann)).toEqual(before.ann);

    // Only one week in the middle: momentum after it is renewed, the weeks themselves stay.
    await dirty(ann, weeks[1]!);
    await run(ann);
    expect(await all(ann)).toEqual(before.ann);
    expect(await all(ben)).toEqual(before.ben);
  });

  test('an earlier week that changes renews the momentum of those after it', async () => {
    const lou = await addListener(db, 'lou');
    const ids = await addTracks(db, [
      { artist: 'x', title: 'rock song', tags: { rock: 1 } },
      { artist: 'y', title: 'jazz song', tags: { jazz: 1 } },
    ]);
    const weeks = ['2026-11-02', '2026-11-09', '2026-11-16'];
    await addListens(
      db,
      lou,
      weeks.map((week) => ({ recordingId: ids[0]!, at: new Date(`${week}T12:00:00Z`) })),
    );
    await addListens(db, lou, [{ recordingId: ids[1]!, at: new Date('2026-11-16T13:00:00Z') }]);
    await dirty(lou, ...weeks);
    await run(lou);
    await buildMap(activityDeps(db), { space: 'tag' });
    const momentum = async () => (await rows(lou, 'week_vectors', 'momentum')).map((row) => row.momentum);
    expect(await momentum()).toEqual([null, 0, expect.any(Number)]);
    const [, , thirdBefore] = await momentum();
    await addListens(db, lou, [{ recordingId: ids[1]!, at: new Date('2026-11-02T13:00:00Z') }]);
    await dirty(lou, '2026-11-02');
    await run(lou);
    const [first, second, third] = await momentum();
    expect(first).toBeNull();
    expect(second).toBeGreaterThan(0);
    expect(third).not.toBe(thirdBefore);
  });

  test('an unknown listener is refused for good', async () => {
    await expect(run('00000000-0000-4000-8000-000000000000')).rejects.toThrow(/There is no listener/);
  });
});
