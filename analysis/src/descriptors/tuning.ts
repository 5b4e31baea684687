import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

const LOWEST_HZ = 150;
const HIGHEST_HZ = 4000;
const PEAK_SHARE = 0.1;
const A0_HZ = 27.5;
/** Cents of a semitone. */
const STEPS = 100;
/** 32 an octave over 32 octaves: level 0 is 2^-20, below what the noise of 16-bit audio leaves in a spectrum. */
const LEVELS = 1024;
const LEVELS_PER_OCTAVE = 32;
const LOWEST_LEVEL = (127 - 20) * LEVELS_PER_OCTAVE;

export interface TuningMeter {
  add(block: SpectrumBlock): void;
  /** Cents above equal temperament at 440 Hz of all that was added so far, -50 to 49; 0 where there is no pitch. */
  tuningCents(): number;
  reset(): void;
}

interface Functions {
  countPeaks(spectrum: number, bins: number, from: number, to: number, share: number, histogram: number): void;
}

/**
 * Deviation from A4 = 440 Hz by `librosa.estimate_tuning` with its defaults: spectral peaks between 150 and 4000 Hz, interpolated,
 * the louder half of them, the commonest distance to the nearest semitone in steps of one cent. "The louder half" is decided on a scale
 * of 32 steps an octave, of the middle step by its share, so that memory stays constant.
 */
export function createTuningMeter(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions): TuningMeter {
  const kernel = loadKernel('tuning', arena) as Functions;
  const binHz = sampleRateHz / fftSize;
  const bins = fftSize / 2 + 1;
  const firstBin = Math.ceil(LOWEST_HZ / binHz);
  const lastBin = Math.ceil(HIGHEST_HZ / binHz) - 1;
  const counts = arena.integers(LEVELS * STEPS);
  const scratch = arena.integers(4);
  const histogram = describeHistogram(arena, [counts.pointer, LOWEST_LEVEL, LEVELS, STEPS], {
    semitone: 12 * Math.log2(binHz / A0_HZ),
    scratch: scratch.pointer,
  });
  return {
    add: ({ pointer }) => kernel.countPeaks(pointer, bins, firstBin, lastBin, PEAK_SHARE, histogram),
    tuningCents: () => commonestStep(counts.values) - STEPS / 2,
    reset: () => void counts.values.fill(0),
  };
}

function describeHistogram(
  arena: Arena,
  fields: readonly number[],
  { semitone, scratch }: { semitone: number; scratch: number },
): number {
  const { pointer, values } = arena.integers(6);
  values.set(fields);
  new Float32Array(values.buffer, values.byteOffset)[4] = semitone;
  values[5] = scratch;
  return pointer;
}

/** @param counts levels × steps */
function commonestStep(counts: Int32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return STEPS / 2;
  const perStep = new Float64Array(STEPS);
  let left = total / 2;
  for (let level = LEVELS - 1; level >= 0 && left > 0; level--) {
    const row = counts.subarray(level * STEPS, (level + 1) * STEPS);
    const inLevel = row.reduce((sum, count) => sum + count, 0);
    const share = inLevel > left ? left / inLevel : 1;
    for (let step = 0; step < STEPS; step++) perStep[step]! += share * row[step]!;
    left -= inLevel;
  }
  return perStep.indexOf(Math.max(...perStep));
}
