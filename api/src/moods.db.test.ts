import { aggregateWeeks } from '../../activities/src/aggregate/weeks/aggregate-weeks.ts';
import { activityDeps, createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { MoodsOfWeekShape } from './contract/mood-week.ts';
import type { MoodsShape } from './contract/moods.ts';

/** The seeded listener's weeks, worked out from the seeded listens: ten tracks of four artists with scores, told of by two sources. */
async function seeded(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService(async (tx) => {
    await tx.query(`INSERT INTO releases (title, record_label) VALUES ('Release 0', 'Warp'), ('Release 1', NULL)`);
    await tx.query(`UPDATE recordings r SET release_id = l.id FROM releases l WHERE l.title = r.release_title`);
    const version = (await import('@sidetrack/analysis')).SCORER_VERSION;
    await tx.query('UPDATE scores SET scorer_version = $1', [version]);
    await tx.query(`DELETE FROM weeks; DELETE FROM week_slices; DELETE FROM week_vectors; DELETE FROM map_weeks`);
    await tx.query(
      `INSERT INTO dirty_weeks (user_id, week_start, reason) SELECT DISTINCT user_id, date_trunc('week', listened_at)::date, 'test' FROM listens`,
    );
  });
  const deps = { ...activityDeps(database.db), clock: () => SEED_NOW };
  for (const userId of [seedIds.listener, seedIds.other]) await aggregateWeeks(deps, { userId });
  return database;
}

const paths = [
  '',
  '?from=2026-W44',
  '?from=2026-W40&to=2026-W42&source=import',
  '?from=2026-W44&artist=ARTIST%201',
  '?from=2026-W44&label=Warp',
  '?from=2026-W44&artist=artist%200&label=Warp&source=import',
  '?from=2026-W44&artist=Nobody',
  '?from=2020-W01&to=2020-W53',
];

let database: TestDatabase;
let api: TestApi;
const ask = async (query: string) => {
  const answer = await api.ask(`/api/v1/dashboard/moods${query}`);
  expect(answer.status).toBe(200);
  return answer.json as MoodsShape;
};

beforeAll(async () => {
  database = await seeded();
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

test.each(paths.slice(1))('moods%s', async (query) => {
  expect(await ask(query)).toMatchSnapshot();
});

test('the same database made twice gives the same bytes', async () => {
  const second = await seeded();
  const again = await startTestApi(second.db, { now: () => SEED_NOW });
  try {
    for (const query of paths) {
      const path = `/api/v1/dashboard/moods${query}`;
      expect((await again.ask(path)).text).toBe((await api.ask(path)).text);
    }
  } finally {
    await again.close();
    await second.drop();
  }
});

test('shares and what is without a mood are all of the plays, in every week and under every filter', async () => {
  for (const query of paths) {
    for (const week of (await ask(query)).weeks) {
      if (week.moods === null) expect([week.plays, week.coverage]).toEqual([0, null]);
      else expect(week.moods.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(week.coverage!, 5);
    }
  }
});

test('the artists of a week together have its plays and its moods', async () => {
  const all = await ask('');
  const parts = await Promise.all(
    all.options.artists.map(({ artist }) => ask(`?artist=${encodeURIComponent(artist)}`)),
  );
  expect(parts.map(({ plays }) => plays)).toEqual(all.options.artists.map(({ plays }) => plays));
  all.weeks.forEach((week, w) => {
    const own = parts.map(({ weeks }) => weeks[w]!);
    expect(own.reduce((sum, { plays }) => sum + plays, 0)).toBe(week.plays);
    for (const { mood, share } of week.moods ?? []) {
      const plays = own.reduce(
        (sum, one) => sum + one.plays * (one.moods?.find((m) => m.mood === mood)?.share ?? 0),
        0,
      );
      expect(plays / week.plays).toBeCloseTo(share, 5);
    }
  });
});

test('a play that two sources told of counts in both; the one that told of all has all', async () => {
  const [all, whole, part] = [await ask(''), await ask('?source=listenbrainz'), await ask('?source=import')];
  expect(whole.weeks).toEqual(all.weeks);
  expect(part.plays).toBeLessThan(all.plays);
  expect(all.options.sources).toEqual([
    { source: 'listenbrainz', plays: all.plays },
    { source: 'import', plays: part.plays },
  ]);
});

test('a filter by source says the same from stored slices and from the plays', async () => {
  const stored = await ask('?source=import');
  // Only recordings of that label have plays of that source in the seed.
  const counted = await ask('?source=import&label=Warp');
  expect(counted.plays).toBe(stored.plays);
  expect(counted.weeks).toEqual(stored.weeks);
});

describe('one week', () => {
  const weekPaths = [
    '',
    '?week=2026-W45',
    '?week=2026-W45&artist=artist%200&source=import',
    '?week=2026-45&label=Nobody',
    '?week=2020-W53',
  ];
  const askWeek = async (query: string) => {
    const answer = await api.ask(`/api/v1/dashboard/mood-week${query}`);
    expect(answer.status).toBe(200);
    return answer.json as MoodsOfWeekShape;
  };

  test.each(weekPaths)('mood-week%s, twice alike', async (query) => {
    const week = await askWeek(query);
    expect(week).toMatchSnapshot();
    expect(await askWeek(query)).toEqual(week);
  });

  test('has the plays, the coverage and the shares that the stream has', async () => {
    for (const query of ['', '&artist=ARTIST%201', '&source=import']) {
      const stream = await ask(`?from=2026-W45&to=2026-W45${query}`);
      const week = await askWeek(`?week=2026-W45${query}`);
      expect([week.plays, week.filter]).toEqual([stream.plays, stream.filter]);
      expect(week.coverage ?? 0).toBeCloseTo(stream.weeks[0]!.coverage ?? 0, 5);
      expect(Object.fromEntries(week.moods.map(({ mood, share }) => [mood, share]))).toEqual(
        Object.fromEntries(
          (stream.weeks[0]!.moods ?? []).map(({ mood, share }) => [mood, expect.closeTo(share, 5) as number]),
        ),
      );
    }
  });
});
