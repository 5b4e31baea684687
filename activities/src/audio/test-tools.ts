import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pcm } from './wave.ts';
import { floatWave } from './wave.ts';

/** ffmpeg is an option of the product, so tests that need it are skipped without it. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
export const testWithFfmpeg = hasFfmpeg ? test : test.skip;

/** A folder for a test file, removed behind its tests. */
export function temporaryFolder(): { path: (name: string) => string } {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'sidetrack-audio-'))));
  afterAll(() => rm(folder, { recursive: true }));
  return { path: (name) => join(folder, name) };
}

export function sine(sampleRateHz: number, seconds: number, channels = 2): Pcm {
  const channel = (hz: number) =>
    Float32Array.from(
      { length: Math.round(sampleRateHz * seconds) },
      (_, i) => 0.3 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
    );
  return { channels: Array.from({ length: channels }, (_, i) => channel(440 * (i + 1))), sampleRateHz };
}

export async function writeWave(path: string, pcm: Pcm): Promise<string> {
  await writeFile(path, floatWave(pcm));
  return path;
}

/** Runs ffmpeg on one input. */
export function ffmpeg(input: string, output: string, ...args: string[]): string {
  const run = spawnSync('ffmpeg', ['-y', '-nostdin', '-v', 'error', '-i', input, ...args, output], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return output;
}

/** A tone of its own in each channel, under noise that is the same each time. */
export function noisySine(sampleRateHz: number, seconds: number, channels: number): Pcm {
  let state = 1;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const { channels: tones } = sine(sampleRateHz, seconds, channels);
  return { channels: tones.map((tone) => tone.map((value) => value + 0.05 * noise())), sampleRateHz };
}
