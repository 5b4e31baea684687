import { Arena } from '../kernels/index.ts';
import type { BlockVisitor } from '../stream/index.ts';
import { BLOCK_FRAMES, createStft } from '../stream/index.ts';

export const SPECTRUM = { sampleRateHz: 22050, fftSize: 2048 };
export const HOP_SAMPLES = 512;

export interface MeasuredSignal {
  arena: Arena;
  /** Magnitudes frame by frame. */
  frames: Float64Array[];
  /** Goes over the blocks anew. */
  visitBlocks(visit: BlockVisitor): void;
}

/** The spectra of a signal, as meters get them and as plain arrays. */
export function spectraOf(signal: Float32Array): MeasuredSignal {
  const arena = new Arena(1 << 24);
  const stft = createStft(arena, { fftSize: SPECTRUM.fftSize, hopSamples: HOP_SAMPLES });
  const frames: Float64Array[] = [];
  const visitBlocks = (visit: BlockVisitor) => {
    stft.reset();
    stft.push(signal, visit);
    stft.finish(visit);
  };
  visitBlocks(({ pointer, bins, frames: count }) => {
    const values = new Float32Array(arena.memory.buffer, pointer, bins * BLOCK_FRAMES);
    for (let lane = 0; lane < count; lane++)
      frames.push(Float64Array.from({ length: bins }, (_, bin) => values[bin * BLOCK_FRAMES + lane]!));
  });
  return { arena, frames, visitBlocks };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Largest difference of two lists of numbers. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}
