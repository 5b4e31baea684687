import type { Arena } from '../kernels/index.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';

/** Coefficients that the kernel sums side by side. */
const TOGETHER = 5;

export interface CepstrumStatistics {
  /** Takes the coefficients of a block and gives their mean over its frames; the array is reused. */
  add(frames: number): Float64Array;
  result(): { mfccMean: number[]; mfccStd: number[] };
  reset(): void;
}

/** Mean and standard deviation over frames of what the kernel wrote: `[parity][coefficients of it][8]`. */
export function createCepstrumStatistics(values: Float32Array, coefficients: number): CepstrumStatistics {
  const sums = new Float64Array(coefficients);
  const squares = new Float64Array(coefficients);
  const blockMean = new Float64Array(coefficients);
  let total = 0;
  return {
    add(frames) {
      for (let k = 0; k < coefficients; k++) {
        const row = (k % 2) * (coefficients / 2) + Math.floor(k / 2);
        let sum = 0;
        for (let i = row * BLOCK_FRAMES; i < row * BLOCK_FRAMES + frames; i++) {
          const value = values[i]!;
          sum += value;
          squares[k]! += value * value;
        }
        sums[k]! += sum;
        blockMean[k] = sum / frames;
      }
      total += frames;
      return blockMean;
    },
    result() {
      const count = Math.max(1, total);
      const mfccMean = Array.from(sums, (sum) => sum / count);
      const mfccStd = mfccMean.map((mean, k) => Math.sqrt(Math.max(0, squares[k]! / count - mean * mean)));
      return { mfccMean, mfccStd };
    },
    reset() {
      sums.fill(0);
      squares.fill(0);
      total = 0;
    },
  };
}

/**
 * Orthonormal DCT-II for the kernel: `[parity][coefficients of it / 5][bands / 2][5]`.
 * @returns its pointer
 */
export function cepstrumBasis(arena: Arena, bands: number, coefficients: number): number {
  const { pointer, values } = arena.floats((coefficients * bands) / 2);
  const perParity = coefficients / 2;
  for (let k = 0; k < coefficients; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / bands);
    const place = (k % 2) * perParity + Math.floor(k / 2);
    const group = Math.floor(place / TOGETHER);
    for (let band = 0; band < bands / 2; band++)
      values[(group * (bands / 2) + band) * TOGETHER + (place % TOGETHER)] =
        scale * Math.cos((Math.PI * k * (band + 0.5)) / bands);
  }
  return pointer;
}
