import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const listens = (...moments: string[]) =>
  database.db.asService(async (tx) => {
    await tx.query('DELETE FROM listens WHERE user_id = $1', [seedIds.listener]);
    for (const [n, moment] of moments.entries()) {
      await tx.query(
        `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
         VALUES ($1, $2, ('00000000-0000-4000-8000-0000' || lpad($3::text, 8, '0'))::uuid, $4, 'a', 't')`,
        [seedIds.listener, moment, n, seedIds.track],
      );
    }
    // As an import would: what is kept of the answers before no longer holds.
    await tx.query(
      `INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-11-16', 'listens')
                    ON CONFLICT (user_id, week_start, reason) DO UPDATE SET created_at = clock_timestamp()`,
      [seedIds.listener],
    );
  });
const ask = async (query = '') => (await api.ask(`/api/v1/dashboard/calendar${query}`)).json as CalendarAnswer;

interface CalendarAnswer {
  from: string;
  to: string;
  counts: (number | null)[];
  busiest: { day: string; listens: number } | null;
  years: number[];
}
const countOf = ({ from, counts }: CalendarAnswer, day: string) =>
  counts[(Date.parse(day) - Date.parse(from)) / 86_400_000];

test('a listen after midnight in the listener’s zone belongs to their day', async () => {
  await database.db.asService((tx) =>
    tx.query(`UPDATE users SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [seedIds.listener]),
  );
  await listens('2026-11-10T14:59:59Z', '2026-11-10T15:00:00Z', '2026-11-10T23:00:00Z');
  const calendar = await ask();
  expect([countOf(calendar, '2026-11-10'), countOf(calendar, '2026-11-11')]).toEqual([1, 2]);
  expect(calendar).toMatchObject({
    from: '2025-11-17',
    to: '2026-11-22',
    busiest: { day: '2026-11-11', listens: 2 },
    years: [2026],
  });
  expect(countOf(calendar, '2026-11-09')).toBeNull();
  expect(countOf(calendar, '2026-11-12')).toBe(0);
});

test('each week keeps the zone that held in it', async () => {
  await database.db.asService(async (tx) => {
    await tx.query(`UPDATE users SET time_zone = 'Asia/Tokyo', time_zone_since = '2026-11-16' WHERE id = $1`, [
      seedIds.listener,
    ]);
    await tx.query(`INSERT INTO former_time_zones (user_id, since, time_zone) VALUES ($1, '1970-01-01', 'UTC')`, [
      seedIds.listener,
    ]);
  });
  await listens('2026-11-10T23:00:00Z', '2026-11-17T23:00:00Z');
  const calendar = await ask();
  expect([countOf(calendar, '2026-11-10'), countOf(calendar, '2026-11-17'), countOf(calendar, '2026-11-18')]).toEqual([
    1, 0, 1,
  ]);
});

test('listening that lies long back is shown up to its last week', async () => {
  await listens('2014-03-05T12:00:00Z', '2015-03-05T12:00:00Z');
  expect(await ask()).toMatchObject({ to: '2015-03-08', years: [2015, 2014] });
  expect(await ask('?year=2014')).toMatchObject({ from: '2014-01-01', to: '2014-12-31', total: 1 });
});

test('without listens nothing is known of any day', async () => {
  await listens();
  expect(await ask()).toMatchObject({ total: 0, busiest: null, longestStreak: null, years: [] });
});

test('a year that is none is refused', async () => {
  expect((await api.ask('/api/v1/dashboard/calendar?year=0')).status).toBe(400);
});
