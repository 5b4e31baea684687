import { createTestDatabase } from '../src/database.ts';
import type { TestDatabase } from '../src/database.ts';
import { startTestApi } from '../src/api.ts';
import type { TestApi } from '../src/api.ts';
import { SEED_NOW, seedApi } from '../src/api-seed.ts';
import { stopRunning } from '../src/running-postgres.ts';
import { startListenBrainz, type FakeListenBrainz } from '../fakes/listenbrainz.ts';
import { fuzzApi } from '../src/schemathesis.ts';
import startPostgres from '../src/start-postgres.ts';

const SECONDS = 60;
const program = process.env.SIDETRACK_TEST_SCHEMATHESIS;
let database: TestDatabase;
let api: TestApi;
let listenBrainz: FakeListenBrainz;

beforeAll(async () => {
  await startPostgres();
  database = await createTestDatabase();
  await seedApi(database.db);
  listenBrainz = await startListenBrainz({ requestsPerWindow: 1e6 });
  const env = {
    SIDETRACK_LISTENBRAINZ_URL: listenBrainz.url,
    SIDETRACK_LASTFM_API_KEY: 'k'.repeat(32),
    SIDETRACK_SECRET_KEY: 'k'.repeat(40),
    SIDETRACK_IMPORT_MAX_MB: '1',
  };
  api = await startTestApi(database.db, { now: () => SEED_NOW, env });
}, 60_000);
afterAll(async () => {
  await api.close();
  await listenBrainz.stop();
  await database.drop();
  await stopRunning();
}, 60_000);

(program === undefined ? test.skip : test)(
  `no request finds a 5xx, or an answer that is not in the document (schemathesis, ${SECONDS} s; its program in SIDETRACK_TEST_SCHEMATHESIS)`,
  async () => {
    const report = await fuzzApi(program!, { url: api.url, seed: 1, maxExamples: 25, maxSeconds: SECONDS });
    expect(report.passed ? '' : report.output).toBe('');
    // Each operation by its examples and more; how many more depends on what else runs here.
    expect(report.requests).toBeGreaterThan(200);
  },
  (SECONDS + 60) * 1000,
);
