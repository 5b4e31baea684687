import { mean } from './statistics.ts';

export interface OnsetOptions {
  bands: number;
  fftSize: number;
  hopSamples: number;
}

/**
 * Onset strength: mean over mel bands of the rise in decibels from frame to frame, delayed by half a window so that it
 * lines up with the sound (`librosa.onset.onset_strength`).
 * @param melDecibels frames × bands, row by row
 */
export function onsetStrength(melDecibels: Float32Array, { bands, fftSize, hopSamples }: OnsetOptions): Float32Array {
  const frames = melDecibels.length / bands;
  const delay = fftSize / (2 * hopSamples);
  const strength = new Float32Array(frames);
  for (let frame = 1; frame + delay < frames; frame++) {
    let sum = 0;
    for (let band = 0; band < bands; band++) {
      sum += Math.max(0, melDecibels[frame * bands + band]! - melDecibels[(frame - 1) * bands + band]!);
    }
    strength[frame + delay] = sum / bands;
  }
  return strength;
}

/** Frames at which an onset starts, by librosa's peak picking with its default settings (`librosa.onset.onset_detect`). */
export function pickOnsets(strength: Float32Array, frameRateHz: number): number[] {
  const normalised = normalise(strength);
  const beforeMax = Math.floor(0.03 * frameRateHz);
  const around = Math.floor(0.1 * frameRateHz);
  const wait = Math.floor(0.03 * frameRateHz);
  const onsets: number[] = [];
  if (!normalised) return onsets;
  for (let frame = 0; frame < normalised.length; frame++) {
    const value = normalised[frame]!;
    const highest = Math.max(...normalised.subarray(Math.max(0, frame - beforeMax), frame + 1));
    if (value !== highest || value < mean(normalised.subarray(Math.max(0, frame - around), frame + around + 1)) + 0.07)
      continue;
    onsets.push(frame);
    frame += wait;
  }
  return onsets;
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
