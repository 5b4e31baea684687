import type { Arena } from '../kernels/index.ts';
import { kaiser, sinc } from './kaiser.ts';
import { fftTables, inverseTables } from './fft-tables.ts';
import type { ResampleKernel } from './resample-kernel.ts';
import type { ResamplePlan } from './resample-plan.ts';

export interface BandFilter {
  /** Most samples of a piece of output. */
  readonly pieceSamples: number;
  /** Hands on filtered pieces at the middle rate, without delay: the first sample is that of time 0. Reused at the next piece. */
  push(samples: Float32Array, visit: (piece: Float32Array) => void): void;
  reset(): void;
}

const SMALLEST_FFT = 2048;
const LARGEST_FFT = 8192;
const LANES = 4;

/**
 * Zero-phase band limit and change of rate by a power of two, by fast convolution (overlap-save, four blocks side by side): a
 * Kaiser-windowed sinc is applied to the spectra of blocks, which are transformed back at the other length. Blocks lie at fixed
 * places of the signal, so that the result does not depend on how it is cut.
 */
export function createBandFilter(arena: Arena, kernel: ResampleKernel, plan: ResamplePlan): BandFilter {
  const { scale } = plan;
  // Both ends of what is kept of a block are multiples of four samples at either rate.
  const unit = Math.max(4, 4 / scale);
  const half = Math.ceil(plan.reach / unit) * unit;
  const fftSize = fftSizeFor(half, scale);
  const hop = fftSize - 2 * half;
  const forward = fftTables(arena, fftSize);
  const backward = fftTables(arena, fftSize * scale);
  const span = (LANES - 1) * hop + fftSize;
  const signal = arena.floats(2 * span);
  const window = arena.floats(fftSize);
  // Both transforms are unnormalised, and the spectra come out doubled.
  window.values.fill(1 / (2 * fftSize));
  const data = arena.floats(8 * Math.max(forward.size, backward.size)).pointer;
  const spectrum = arena.floats(8 * (Math.max(forward.size, backward.size) + 1)).pointer;
  const response = arena.floats(backward.size + 1);
  response.values.set(zeroPhaseResponse(plan, half, fftSize).subarray(0, backward.size));
  const { turns, order } = inverseTables(arena, backward);
  const output = arena.floats(LANES * hop * scale);
  let start = 0;
  let filled = 0;

  function run(): Float32Array {
    const from = signal.pointer + 4 * start;
    kernel.analyse(from, 4 * hop, window.pointer, data, forward.size, forward.twiddles, forward.unpack, spectrum);
    const kept = [half * scale, (half + hop) * scale] as const;
    const { size, twiddles } = backward;
    kernel.synthesise(spectrum, response.pointer, turns, data, size, twiddles, order, output.pointer, ...kept);
    start += LANES * hop;
    return output.values;
  }

  function reset(): void {
    signal.values.fill(0, 0, half);
    start = 0;
    filled = half;
  }

  reset();
  return {
    pieceSamples: output.values.length,
    push(samples, visit) {
      for (let at = 0; at < samples.length;) {
        if (filled === signal.values.length) {
          signal.values.copyWithin(0, start, filled);
          filled -= start;
          start = 0;
        }
        const taken = Math.min(samples.length - at, signal.values.length - filled);
        signal.values.set(samples.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        while (filled - start >= span) visit(run());
      }
    },
    reset,
  };
}

/** Large enough that at most a quarter of a block is overlap, where the largest transform allows it. */
function fftSizeFor(half: number, scale: number): number {
  let size = SMALLEST_FFT;
  while (size < 8 * half && size < LARGEST_FFT && size * scale < LARGEST_FFT) size *= 2;
  if (size < 4 * half) throw new RangeError(`A filter of ${2 * half} taps is too long.`);
  return size;
}

/** Gains of bins 0 to `fftSize` / 2: real, since the filter is symmetric around sample 0. */
function zeroPhaseResponse(plan: ResamplePlan, half: number, fftSize: number): Float64Array {
  const { cutoff, stop, beta, reach } = plan;
  const taps = Float64Array.from(
    { length: half + 1 },
    (_, n) => 2 * cutoff * sinc(2 * cutoff * n) * kaiser(n / reach, beta),
  );
  const cosines = Float64Array.from({ length: fftSize }, (_, i) => Math.cos((2 * Math.PI * i) / fftSize));
  const response = new Float64Array(fftSize / 2 + 1);
  for (let bin = 0; bin <= Math.min(fftSize / 2, Math.ceil(stop * fftSize)); bin++) {
    let sum = taps[0]!;
    for (let n = 1; n <= half; n++) sum += 2 * taps[n]! * cosines[(bin * n) % fftSize]!;
    response[bin] = sum;
  }
  return response;
}
