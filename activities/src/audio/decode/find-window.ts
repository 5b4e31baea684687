import { containerSeconds } from './containers/container-seconds.ts';
import type { Excerpt } from './excerpt.ts';
import { loudestWindow, middleWindow } from './excerpt.ts';
import type { Part, Source } from './open-track.ts';
import { openWhole } from './open-whole.ts';

/** Lossless encodings, in which a decoder may start in the middle and gives exactly what it gives there from the start. */
const SEEKABLE = new Set(['wav', 'flac', 'aiff']);

/** Finds out which part of a track an excerpt is, by its container where that says enough, else by decoding it once. */
export async function findWindow(source: Source, { seconds, from }: Excerpt): Promise<Part> {
  const isSeekable = SEEKABLE.has(source.container.encoding ?? '');
  if (from === 'loudest') {
    const { durationSeconds, energies } = await listen(source);
    return { window: loudestWindow(seconds, energies), durationSeconds, isSeekable };
  }
  const durationSeconds =
    (await containerSeconds(source.file, source.container)) ?? (await listen(source)).durationSeconds;
  const window = from === 'first' ? { startSeconds: 0, seconds } : middleWindow(seconds, durationSeconds);
  return { window, durationSeconds, isSeekable };
}

/** Decodes all of a track for its duration and its energy in each second: all channels' squared samples. */
async function listen(source: Source): Promise<{ durationSeconds: number; energies: number[] }> {
  const { pieces, sampleRateHz, durationSeconds } = await openWhole(source);
  const energies: number[] = [];
  let frame = 0;
  for await (const channels of pieces) {
    const length = channels[0]!.length;
    for (let start = 0; start < length;) {
      const second = Math.floor((frame + start) / sampleRateHz);
      const end = Math.min(length, (second + 1) * sampleRateHz - frame);
      for (const channel of channels) energies[second] = (energies[second] ?? 0) + energy(channel, start, end);
      start = end;
    }
    frame += length;
  }
  return { durationSeconds: durationSeconds(), energies };
}

function energy(samples: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += samples[i]! * samples[i]!;
  return sum;
}
