import { join } from 'node:path';
import { startFakes, type Fakes } from '../../fakes/index.ts';
import { fillAudioFolder } from '../support/audio-folder.ts';
import { startSidetrack, temporaryFolder, waitUntil, type Installation } from '../support/installation.ts';
import { countMeasured, measuredReaches, measurementsOfEachFile } from '../support/measured.ts';
import { childRunning } from '../support/processes.ts';

const fileCount = 180;
const victims = [
  /worker-main\.js.*extract/,
  /worker-main\.js.*ingest/,
  /temporal server start-dev/,
  /bin\/postgres -D/,
  /api\/dist\/main\.js/,
  /server\/entry\.mjs/,
] as const;

let fakes: Fakes;
let installation: Installation;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const audio = join(temporaryFolder('sidetrack-many-kills-'), 'music');
  fillAudioFolder(audio, fileCount, 5);
  fakes = await startFakes();
  cleanUps.push(() => fakes.stop());
  installation = await startSidetrack({ args: ['--audio', audio], env: fakes.env });
  cleanUps.push(() => installation.end('SIGKILL'));
}, 300_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test('every part killed twice, and the supervisor twice, in the middle of the work: every file is measured exactly once', async () => {
  const rounds = [...victims, ...victims];
  for (const [round, victim] of rounds.entries()) {
    await measuredReaches(() => installation, Math.floor((fileCount * round) / (rounds.length + 2)), { seconds: 300 });
    await kill(victim);
    if (round % 6 === 5) await killSupervisor();
  }
  await measuredReaches(() => installation, fileCount, { settled: true, seconds: 300 });
  expect(await countMeasured(installation)).toEqual({
    files: fileCount,
    features: fileCount,
    embeddings: fileCount,
    quarantined: 0,
    pending: 0,
  });
  expect(Math.max(...measurementsOfEachFile(installation))).toBe(1);
}, 3_000_000);

/** Kills the part, which may just be starting again after the last kill. */
async function kill(victim: RegExp): Promise<void> {
  const running = () => childRunning(installation.pid, victim);
  await waitUntil(() => Promise.resolve(running() !== undefined), { seconds: 60, what: () => String(victim) });
  process.kill(running()!, 'SIGKILL');
}

async function killSupervisor(): Promise<void> {
  await installation.end('SIGKILL');
  installation = await startSidetrack({ env: fakes.env, dataDir: installation.dataDir });
}
