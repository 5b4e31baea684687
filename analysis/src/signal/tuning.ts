import { LEVEL_COUNT, levelOf } from './levels.ts';

const LOWEST_HZ = 150;
const HIGHEST_HZ = 4000;
const PEAK_SHARE = 0.1;
const STEPS = 100;

/**
 * Deviation from A4 = 440 Hz by `librosa.estimate_tuning`: spectral peaks between 150 and 4000 Hz, interpolated, the
 * louder half of them, histogram of their distance to the nearest semitone in steps of one cent. "Louder than the median" is decided
 * on a scale of 16 steps an octave, so that memory stays constant.
 */
export function tuningMeter(sampleRateHz: number, fftSize: number) {
  const binHz = sampleRateHz / fftSize;
  const firstBin = Math.ceil(LOWEST_HZ / binHz);
  const lastBin = Math.ceil(HIGHEST_HZ / binHz) - 1;
  const counts = new Uint32Array(LEVEL_COUNT * STEPS);
  return {
    add(magnitude: Float32Array): void {
      const threshold = PEAK_SHARE * largest(magnitude);
      for (let bin = firstBin; bin <= lastBin; bin++) {
        const value = magnitude[bin]!;
        const before = magnitude[bin - 1]!;
        const after = magnitude[bin + 1]!;
        // A neighbour under the threshold counts as zero there, so a peak needs only to beat those above it.
        if (value <= threshold || value <= before || value < after) continue;
        const slope = (after - before) / 2;
        const curvature = 2 * value - before - after;
        const shift = Math.abs(slope) < Math.abs(curvature) ? slope / curvature : 0;
        const level = levelOf(value + 0.5 * slope * shift);
        counts[level * STEPS + stepOf((bin + shift) * binHz)]!++;
      }
    },
    /** Cents above equal temperament at 440 Hz, -50 to 49; 0 where there is no pitch. */
    result(): number {
      return likeliestStep(counts) - STEPS / 2;
    },
  };
}

function largest(values: Float32Array): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > found) found = values[i]!;
  return found;
}

function stepOf(hz: number): number {
  const semitones = 12 * Math.log2(hz / (440 / 16));
  const residual = semitones - Math.floor(semitones);
  return Math.min(STEPS - 1, Math.floor((residual >= 0.5 ? residual - 0.5 : residual + 0.5) * STEPS));
}

function likeliestStep(counts: Uint32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return STEPS / 2;
  const perStep = new Float64Array(STEPS);
  let taken = 0;
  for (let level = LEVEL_COUNT - 1; level >= 0 && taken < total / 2; level--) {
    for (let step = 0; step < STEPS; step++) {
      const count = counts[level * STEPS + step]!;
      perStep[step]! += count;
      taken += count;
    }
  }
  return perStep.indexOf(Math.max(...perStep));
}
