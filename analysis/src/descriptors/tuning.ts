import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

const LOWEST_HZ = 150;
const HIGHEST_HZ = 4000;
const PEAK_SHARE = 0.1;
const A0_HZ = 27.5;
/** Cents of a semitone, and hundredths of a third of one. */
const STEPS = 100;
const CENTS_PER_THIRD = 100 / 3;
/** Of a semitone, in the histogram: three a cent, of which the same hundred comes again for each third of a semitone. */
const CELLS = 300;
/** 32 an octave over 32 octaves: level 0 is 2^-20, below what the noise of 16-bit audio leaves in a spectrum. */
const LEVELS = 1024;
const LEVELS_PER_OCTAVE = 32;
const LOWEST_LEVEL = (127 - 20) * LEVELS_PER_OCTAVE;

export interface TuningMeter {
  add(block: SpectrumBlock): void;
  /** Cents above equal temperament at 440 Hz of all that was added so far, -50 to 49; 0 where there is no pitch. */
  tuningCents(): number;
  /** The same above the nearest third of a semitone, -16.7 to 16.3 (36 bins an octave), which is what `librosa.cqt` tunes its filters by. */
  thirdTuningCents(): number;
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
  const counts = arena.integers(LEVELS * CELLS);
  const scratch = arena.integers(4);
  const histogram = describeHistogram(arena, [counts.pointer, LOWEST_LEVEL, LEVELS, CELLS], {
    semitone: 12 * Math.log2(binHz / A0_HZ),
    scratch: scratch.pointer,
  });
  return {
    add: ({ pointer }) => kernel.countPeaks(pointer, bins, firstBin, lastBin, PEAK_SHARE, histogram),
    tuningCents: () => commonestStep(counts.values, (cell) => Math.floor(cell / 3)) - STEPS / 2,
    thirdTuningCents: () => (commonestStep(counts.values, (cell) => cell % STEPS) / STEPS - 0.5) * CENTS_PER_THIRD,
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

/** @param counts levels × cells */
function commonestStep(counts: Int32Array, stepOf: (cell: number) => number): number {
  const taken = new Float64Array(CELLS);
  let left = sum(counts, 0, counts.length) / 2;
  if (left === 0) return STEPS / 2;
  for (let level = LEVELS - 1; level >= 0 && left > 0; level--) {
    const from = level * CELLS;
    const inLevel = sum(counts, from, from + CELLS);
    const share = inLevel > left ? left / inLevel : 1;
    for (let cell = 0; cell < CELLS; cell++) taken[cell]! += share * counts[from + cell]!;
    left -= inLevel;
  }
  const perStep = new Float64Array(STEPS);
  taken.forEach((count, cell) => (perStep[stepOf(cell)]! += count));
  return perStep.indexOf(Math.max(...perStep));
}

function sum(counts: Int32Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += counts[i]!;
  return total;
}
