import type { Arena } from '../kernels/index.ts';
import { halfBandCoefficients } from './half-band.ts';
import type { Stretch } from './stretch.ts';

const PAIRS = 12;
/** Samples before the one that an output lies on, and after it, that it takes. */
export const HALVING_REACH = 2 * PAIRS;
const LANES = 4;
const MOST_OUTPUTS = 8192;

export interface HalvingKernel {
  halve(source: number, odd: number, coefficients: number, target: number, outputs: number): void;
}

export interface Halving {
  /** Halves as much of the source as there is. */
  advance(): void;
  /** Index in the source of the first sample that is still needed. */
  readonly needsFrom: number;
}

/**
 * Half of a signal's rate, without delay. What lies below 0.82 of the new band is kept, and what would fold into that is 70 dB down: the filters
 * of the constant-Q transform lie below.
 */
export function createHalving(arena: Arena, kernel: HalvingKernel, source: Stretch, target: Stretch): Halving {
  const odd = arena.floats(MOST_OUTPUTS + 2 * HALVING_REACH);
  const coefficients = arena.floats(PAIRS * LANES);
  for (const [pair, value] of halfBandCoefficients(PAIRS).entries())
    coefficients.values.fill(value, pair * LANES, (pair + 1) * LANES);
  return {
    advance() {
      const available = Math.floor((source.end - HALVING_REACH) / 2) - target.end;
      const outputs = available - (available % LANES);
      if (outputs <= 0) return;
      const from = source.pointerTo(2 * target.end - HALVING_REACH);
      kernel.halve(from, odd.pointer, coefficients.pointer, target.grow(outputs), outputs);
    },
    get needsFrom() {
      return 2 * target.end - HALVING_REACH;
    },
  };
}
