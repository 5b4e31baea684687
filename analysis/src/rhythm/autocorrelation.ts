import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { fftTables, inverseTables } from '../stream/fft-tables.ts';

/** Both reused at the next call. */
export interface Autocorrelation {
  /** `[re, im]` of the bins from 0 to half the size, the last exclusive. */
  readonly spectrum: Float32Array;
  /** Circular, by lag; unnormalised. */
  readonly byLag: Float32Array;
}

interface Functions {
  autocorrelate(
    samples: number,
    scale: number,
    data: number,
    size: number,
    twiddles: number,
    unpack: number,
    spectrum: number,
    gains: number,
    turns: number,
    order: number,
    power: number,
    output: number,
  ): void;
}

/**
 * Makes the spectrum and the autocorrelation (Wiener and Khinchin's theorem) of signals of at most so many samples, silence after them.
 * @param length a power of two from 128 to 8192; lags up to what a signal leaves free of it are not circular
 */
export function createAutocorrelation(arena: Arena, length: number): (samples: Float32Array) => Autocorrelation {
  const kernel = loadKernel('autocorrelation', arena) as Functions;
  const tables = fftTables(arena, length);
  const { turns, order } = inverseTables(arena, tables);
  const { size, twiddles, unpack } = tables;
  const signal = arena.floats(length);
  const scale = arena.floats(length);
  scale.values.fill(1 / 2);
  const gains = arena.floats(size);
  gains.values.fill(1);
  const data = arena.floats(8 * size).pointer;
  const lanes = arena.floats(8 * (size + 1));
  const power = arena.floats(8 * (size + 1)).pointer;
  const output = arena.floats(4 * length);
  const spectrum = new Float32Array(length);
  return (samples) => {
    signal.values.set(samples);
    signal.values.fill(0, samples.length);
    kernel.autocorrelate(
      ...([signal.pointer, scale.pointer, data, size, twiddles, unpack, lanes.pointer] as const),
      ...([gains.pointer, turns, order, power, output.pointer] as const),
    );
    for (let bin = 0; bin < size; bin++) {
      spectrum[2 * bin] = lanes.values[8 * bin]!;
      spectrum[2 * bin + 1] = lanes.values[8 * bin + 4]!;
    }
    return { spectrum, byLag: output.values.subarray(0, length) };
  };
}
