import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEASURER_ARGUMENTS, MEASURER_ENVIRONMENT } from '../../../activities/src/extract/measurer.ts';
import { temporaryFolder } from '../support/installation.ts';

const TRACKS = 10_000;
/** Node, the kernels and the model reach their size in these. */
const WARM_UP = 500;
const WINDOW = 250;

const root = join(import.meta.dirname, '../../..');
const sample = join(root, 'sample/audio');
/** Formats, rates and channels change from track to track, so that everything that is kept for one is used by all. */
const kinds = [
  { suffix: 'ogg', options: ['-c:a', 'libvorbis'] },
  { suffix: 'mp3', options: ['-c:a', 'libmp3lame', '-ar', '48000'] },
  { suffix: 'flac', options: ['-c:a', 'flac', '-ac', '1'] },
  { suffix: 'wav', options: ['-c:a', 'pcm_s16le', '-ar', '22050'] },
] as const;

let files: string[];
let measurer: ChildProcess;

beforeAll(() => {
  files = makeTracks(join(temporaryFolder('sidetrack-many-tracks-'), 'music'));
  measurer = fork(join(root, 'activities/dist/extract/measure-main.js'), {
    env: { PATH: process.env['PATH'], ...MEASURER_ENVIRONMENT },
    execArgv: [...MEASURER_ARGUMENTS],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}, 120_000);

afterAll(() => {
  measurer.kill();
});

test(`the process that measures tracks is no larger after ${TRACKS} of them than after ${WARM_UP}`, async () => {
  const megabytes: number[] = [];
  for (let track = 0; track < TRACKS; track++) {
    await measure(files[track % files.length]!);
    megabytes.push(residentMegabytes());
    if ((track + 1) % 500 === 0) tell(track + 1, mean(megabytes.slice(-WINDOW)));
  }
  const early = mean(megabytes.slice(WARM_UP - WINDOW, WARM_UP));
  const late = mean(megabytes.slice(-WINDOW));
  expect({ early, late, flat: late <= 1.1 * early }).toEqual({ early, late, flat: true });
}, 7_200_000);

async function measure(path: string): Promise<void> {
  measurer.send({ path, options: { excerptSeconds: 0, excerptFrom: 'middle', models: ['musicnn-msd'] } });
  const [answer] = (await once(measurer, 'message')) as [{ outcome: string; reason?: string }];
  expect(answer).toMatchObject({ outcome: 'measured' });
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${measurer.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

/** 36 of 2 to 5 s. */
function makeTracks(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const recordings = readdirSync(sample).sort();
  return Array.from({ length: 2 * recordings.length }, (_, index) => {
    const { suffix, options } = kinds[index % kinds.length]!;
    const file = join(folder, `${index}.${suffix}`);
    const recording = join(sample, recordings[index % recordings.length]!);
    const cut = ['-ss', String(index % 30), '-t', String(2 + (index % 4))];
    execFileSync('ffmpeg', ['-v', 'error', ...cut, '-i', recording, ...options, file]);
    return file;
  });
}

function tell(tracks: number, size: number): void {
  process.stderr.write(`${tracks} tracks: ${size.toFixed(1)} MB\n`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
