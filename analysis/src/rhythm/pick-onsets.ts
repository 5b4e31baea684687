import { FRAME_RATE_HZ } from './frames.ts';

const BEFORE_MAX_FRAMES = Math.floor(0.03 * FRAME_RATE_HZ);
const AROUND_FRAMES = Math.floor(0.1 * FRAME_RATE_HZ);
const WAIT_FRAMES = Math.floor(0.03 * FRAME_RATE_HZ);
const DELTA = 0.07;

/** Frames at which an onset starts, by librosa's peak picking with its default settings (`librosa.onset.onset_detect`). */
export function pickOnsets(strength: Float32Array): number[] {
  const normalised = normalise(strength);
  const onsets: number[] = [];
  if (!normalised) return onsets;
  for (let frame = 0; frame < normalised.length; frame++) {
    if (!isPeak(normalised, frame)) continue;
    onsets.push(frame);
    frame += WAIT_FRAMES;
  }
  return onsets;
}

function isPeak(values: Float32Array, frame: number): boolean {
  const value = values[frame]!;
  for (let i = Math.max(0, frame - BEFORE_MAX_FRAMES); i < frame; i++) if (values[i]! > value) return false;
  const from = Math.max(0, frame - AROUND_FRAMES);
  const to = Math.min(values.length, frame + AROUND_FRAMES + 1);
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return value >= sum / (to - from) + DELTA;
}

/** Scaled to 0 to 1; undefined for an envelope without any change. */
function normalise(strength: Float32Array): Float32Array | undefined {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of strength) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return highest > lowest ? strength.map((value) => (value - lowest) / (highest - lowest)) : undefined;
}
