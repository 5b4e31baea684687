import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findRunningPostgres } from '@sidetrack/cli/postgres';
import { startFakes, type Fakes } from '../fakes/index.ts';
import { fillAudioFolder } from './support/audio-folder.ts';
import { startSidetrack, temporaryFolder, waitUntil, type Installation } from './support/installation.ts';
import { childRunning, descendantsOf, isRunning } from './support/processes.ts';

const fileCount = 100;
let fakes: Fakes;
let installation: Installation;
let audio: string;
/** What was made so far, also when making the rest failed. */
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  audio = join(temporaryFolder('sidetrack-kill-audio-'), 'music');
  fillAudioFolder(audio, fileCount, 8);
  fakes = await startFakes();
  cleanUps.push(() => fakes.stop());
  installation = await startSidetrack({ args: ['--audio', audio], env: fakes.env });
  cleanUps.push(() => installation.end('SIGKILL'));
}, 300_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test('kill -9 of the extract worker, of Temporal, of PostgreSQL and of the supervisor: every file is measured exactly once', async () => {
  await measuredReaches(8);
  kill(/worker-main\.js.*extract/);
  await measuredReaches(25);
  kill(/temporal server start-dev/);
  await measuredReaches(45);
  kill(/bin\/postgres -D/);
  await measuredReaches(65);
  await killSupervisor();
  await measuredReaches(fileCount);
  const counts = await count();
  expect(counts).toEqual({ files: fileCount, features: fileCount, embeddings: fileCount, quarantined: 0, pending: 0 });
  expect(Math.max(...measurementsOfEachFile())).toBe(1);
}, 600_000);

/** Ends the supervisor as a power cut would, shows that its children follow, and starts it again on the same data. */
async function killSupervisor(): Promise<void> {
  const workers = descendantsOf(installation.pid);
  await installation.end('SIGKILL');
  const { dataDir } = installation;
  installation = await startSidetrack({ env: fakes.env, dataDir });
  expect(workers.filter(isRunning)).toEqual([]);
}

function kill(commandLine: RegExp): void {
  const pid = childRunning(installation.pid, commandLine);
  if (pid === undefined) throw new Error(`no process of ${String(commandLine)} below the supervisor`);
  process.kill(pid, 'SIGKILL');
}

async function measuredReaches(least: number): Promise<void> {
  let last: unknown = 'no answer yet';
  await waitUntil(
    async () => {
      const counts = await count().catch((error: unknown) => (last = error));
      if (!isCounts(counts)) return false;
      last = counts;
      return counts.features >= least && (least < fileCount || counts.pending === 0);
    },
    {
      seconds: 180,
      what: () => `${least} measured files: ${JSON.stringify(last)}\n${installation.output()}`,
      everyMs: 250,
    },
  );
}

/** How often each file was measured and stored, by the extract worker's log. */
function measurementsOfEachFile(): number[] {
  const lines = readFileSync(join(installation.dataDir, 'main/logs/extract.log'), 'utf8').split('\n');
  const measured = lines.flatMap((line) => /"audioSha256":"([0-9a-f]{64})".*"msg":"measured/.exec(line)?.[1] ?? []);
  return [...Map.groupBy(measured, (sha256) => sha256).values()].map((times) => times.length);
}

interface Counts {
  readonly files: number;
  readonly features: number;
  readonly embeddings: number;
  readonly quarantined: number;
  readonly pending: number;
}

function isCounts(value: unknown): value is Counts {
  return typeof value === 'object' && value !== null && 'features' in value;
}

async function count(): Promise<Counts> {
  const postgres = await findRunningPostgres(join(installation.dataDir, 'main', 'postgres'));
  if (postgres === undefined) throw new Error('PostgreSQL is not running');
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Counts>(`
      SELECT (SELECT count(*)::int FROM audio_files WHERE state = 'ready') AS files,
             (SELECT count(*)::int FROM features) AS features,
             (SELECT count(*)::int FROM embeddings) AS embeddings,
             (SELECT count(*)::int FROM quarantine) AS quarantined,
             (SELECT count(*)::int FROM pending WHERE kind = 'extract') AS pending`);
    return rows[0]!;
  } finally {
    await client.end();
  }
}
