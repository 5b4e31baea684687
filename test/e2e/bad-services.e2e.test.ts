import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { findRunningPostgres } from '@sidetrack/cli/postgres';
import { startFakes, type Fakes } from '../fakes/index.ts';
import {
  freePort,
  getJson,
  sidetrack,
  startSidetrack,
  temporaryFolder,
  waitUntil,
  type Installation,
} from './support/installation.ts';

const connectionsSchema = z.object({
  listens: z.object({ total: z.number() }),
  connections: z.array(
    z.object({ state: z.string(), stateReason: z.string().nullable(), backfillComplete: z.boolean() }),
  ),
});
const healthSchema = z.object({ status: z.string() });

let fakes: Fakes;
let installation: Installation;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

test('an unknown ListenBrainz user is said in one sentence, and the rest runs on', async () => {
  await start('nobody', { known: ['ada'] });
  await waitUntil(async () => (await connection())?.state === 'failing', {
    seconds: 60,
    what: () => 'the failure to show',
  });
  expect((await connection())?.stateReason).toMatch(/nobody/);
  expect(await getJson(`${installation.apiUrl}/api/v1/health`, healthSchema)).toEqual(
    expect.objectContaining({ status: 'ok' }),
  );
}, 180_000);

test('a service that cuts, hangs, answers garbage and 500 loses nothing once it is well again', async () => {
  await start('ada', {
    known: ['ada'],
    before: () => {
      fakes.listenbrainz.failNext(1, { kind: 'reset' });
      fakes.listenbrainz.failNext(1, { kind: 'garbage' });
      fakes.listenbrainz.failNext(1, { kind: 'status', status: 500 });
      fakes.listenbrainz.failNext(1, { kind: 'status', status: 429, body: 'Rate limit exceeded' });
      fakes.listenbrainz.failNext(1, { kind: 'hang' });
    },
  });
  await waitUntil(async () => (await connection())?.backfillComplete === true, {
    seconds: 240,
    what: () => 'the history to be read',
  });
  expect((await overview()).listens.total).toBe(fakes.listenbrainz.listens('ada').length);
}, 300_000);

test('a database of a newer version is left alone, with a sentence', async () => {
  await start('ada', { known: ['ada'] });
  const { dataDir } = installation;
  const postgres = await findRunningPostgres(join(dataDir, 'main', 'postgres'));
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES (gen_random_uuid()::text, 'newer', now(), '29991231000000_from_the_future', 1)`,
  );
  await client.end();
  await installation.end('SIGINT');
  const { code, stderr } = await sidetrack(['up', '--data', dataDir, '--port', String(await freePort())], {
    SIDETRACK_API_PORT: String(await freePort()),
  });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/newer/);
  expect(stderr).not.toMatch(/ at .*\.js:\d+/);
}, 180_000);

interface World {
  readonly known: readonly string[];
  readonly before?: () => void;
}

async function start(name: string, { known, before }: World): Promise<void> {
  const plays = Array.from({ length: 120 }, (_, index) => ({
    listenedAt: 1_760_000_000 + index * 300,
    artist: `Artist ${index % 7}`,
    track: `Track ${index % 30}`,
  }));
  fakes = await startFakes({ listenbrainz: { listens: Object.fromEntries(known.map((user) => [user, plays])) } });
  cleanUps.push(() => fakes.stop());
  before?.();
  installation = await startSidetrack({
    args: ['--listenbrainz', name],
    env: fakes.env,
    dataDir: temporaryFolder('sidetrack-bad-services-'),
  });
  cleanUps.push(() => installation.end('SIGINT'));
}

async function overview() {
  return getJson(`${installation.apiUrl}/api/v1/overview`, connectionsSchema);
}

/** Undefined for a moment after the start: the command connects once the product is ready. */
async function connection() {
  return (await overview()).connections[0];
}
