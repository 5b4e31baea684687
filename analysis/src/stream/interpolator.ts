import type { Arena } from '../kernels/index.ts';
import { kaiser, kaiserBeta, kaiserLength, sinc } from './kaiser.ts';
import type { ResampleKernel } from './resample-kernel.ts';
import type { ResamplePlan } from './resample-plan.ts';

export interface Interpolator {
  /** The outputs that a further piece allows, as a view that is reused at the next piece. */
  take(piece: Float32Array): Float32Array;
  reset(): void;
}

const STOP_DECIBELS = 110;
/** Ratios of more phases take what lies between so many: 1e-6 off at most. */
const MOST_PHASES = 1024;

/**
 * Interpolation at a rational ratio by a Kaiser-windowed sinc (Smith, 1984), one filter for each position between two input samples;
 * output n is at input time n · down / up.
 * @param pieceSamples most samples of a piece
 */
export function createInterpolator(
  arena: Arena,
  kernel: ResampleKernel,
  { up, down, free }: ResamplePlan,
  pieceSamples: number,
): Interpolator {
  const half = 2 * Math.ceil(kaiserLength(STOP_DECIBELS, free) / 4);
  const rows = Math.min(up, MOST_PHASES);
  const filters = arena.floats((rows + 1) * 2 * half);
  filters.values.set(phaseFilters(rows, half));
  // The kernel writes up to three outputs more than wanted, and reads what they take.
  const spare = 4 * (Math.ceil(down / up) + 1);
  const signal = arena.floats(pieceSamples + 4 * half + 2 * spare);
  const output = arena.floats(Math.ceil((pieceSamples * up) / down) + 8);
  /** What is at the front of the buffer, as a number of an input sample; how much there is; the next output. */
  let origin = 0;
  let filled = 0;
  let next = 0;

  function reset(): void {
    signal.values.fill(0);
    origin = 1 - half;
    filled = half - 1;
    next = 0;
  }

  function dropUsed(): void {
    const used = Math.min(filled, Math.floor((next * down) / up) - half + 1 - origin);
    signal.values.copyWithin(0, used, filled);
    origin += used;
    filled -= used;
  }

  function interpolate(count: number): void {
    const place = Math.floor((next * down) / up);
    const phase = next * down - place * up;
    const source = signal.pointer + 4 * (place - half + 1 - origin);
    const taps = 2 * half;
    if (up <= MOST_PHASES)
      kernel.interpolateExact(source, filters.pointer, taps, up, down, phase, output.pointer, count);
    else kernel.interpolateBetween(source, filters.pointer, taps, rows, up, down, phase, output.pointer, count);
    next += count;
  }

  reset();
  return {
    take(piece) {
      signal.values.set(piece, filled);
      filled += piece.length;
      const count = Math.max(0, Math.ceil(((origin + filled - half) * up) / down) - next);
      interpolate(count);
      dropUsed();
      return output.values.subarray(0, count);
    },
    reset,
  };
}

/** Phases 0, 1/rows, … 1, of which the last serves only to be interpolated towards. */
function phaseFilters(rows: number, half: number): Float64Array {
  const length = 2 * half;
  const taps = new Float64Array((rows + 1) * length);
  const beta = kaiserBeta(STOP_DECIBELS);
  for (let row = 0; row <= rows; row++) {
    for (let k = 0; k < length; k++) {
      const distance = k - half + 1 - row / rows;
      taps[row * length + k] = sinc(distance) * kaiser(distance / half, beta);
    }
  }
  return taps;
}
