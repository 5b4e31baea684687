import { join } from 'node:path';
import { startFakes, type Fakes } from '../fakes/index.ts';
import { fillAudioFolder } from './support/audio-folder.ts';
import { startSidetrack, temporaryFolder, type Installation } from './support/installation.ts';
import { countMeasured, measuredReaches, measurementsOfEachFile } from './support/measured.ts';
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
  await measuredReaches(() => installation, 8);
  kill(/worker-main\.js.*extract/);
  await measuredReaches(() => installation, 25);
  kill(/temporal server start-dev/);
  await measuredReaches(() => installation, 45);
  kill(/bin\/postgres -D/);
  await measuredReaches(() => installation, 65);
  await killSupervisor();
  await measuredReaches(() => installation, fileCount, { settled: true });
  const counts = await countMeasured(installation);
  expect(counts).toEqual({ files: fileCount, features: fileCount, embeddings: fileCount, quarantined: 0, pending: 0 });
  expect(Math.max(...measurementsOfEachFile(installation))).toBe(1);
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
