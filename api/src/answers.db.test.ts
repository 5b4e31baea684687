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

const paths = [
  '/api/v1',
  '/api/v1/health',
  '/api/v1/overview',
  '/api/v1/dashboard/calendar',
  '/api/v1/dashboard/calendar?year=2025',
  '/api/v1/dashboard/trajectory',
  '/api/v1/dashboard/trajectory?window=all&space=tag',
  '/api/v1/dashboard/trajectory?window=3w&space=audio',
  '/api/v1/dashboard/radar',
  '/api/v1/dashboard/radar?week=2026-W40&compare=2026-35',
  '/api/v1/dashboard/radar?week=2020-W01',
  '/api/v1/dashboard/radar?week=2025-W53',
  '/api/v1/listens/recent?limit=5',
  '/api/v1/listens/recent?limit=2&before=2026-10-01T00:00:00Z',
  '/api/v1/connections',
  '/api/v1/imports',
  `/api/v1/imports/${seedIds.import}`,
  `/api/v1/imports/${seedIds.import}/failures`,
  '/api/v1/jobs',
  `/api/v1/jobs/${seedIds.job}`,
  '/api/v1/library',
  '/api/v1/library/unmatched?limit=3',
  '/api/v1/library/matches?limit=3',
  `/api/v1/tracks/${seedIds.track}`,
  `/api/v1/tracks/${seedIds.track}/contours`,
  `/api/v1/tracks/${seedIds.track}/plays`,
  `/api/v1/tracks/${seedIds.trackWithoutFile}`,
  '/api/v1/labels',
  `/api/v1/labels?recordingId=${seedIds.trackWithoutFile}`,
  '/api/v1/tokens',
];

test.each(paths)('%s', async (path) => {
  const answer = await api.ask(path);
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchSnapshot();
});

test('the same input twice gives byte-equal answers, without the cache of the first', async () => {
  const second = await createTestDatabase();
  await seedApi(second.db);
  const again = await startTestApi(second.db, { now: () => SEED_NOW });
  try {
    for (const path of paths) expect((await again.ask(path)).text).toBe((await api.ask(path)).text);
  } finally {
    await again.close();
    await second.drop();
  }
});
