import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import { createGrowingFloats } from './growing-floats.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

const LOWEST_HZ = 150;
const HIGHEST_HZ = 1500;

export interface LowMidMeter {
  add(block: SpectrumBlock): void;
  /** Root energy of the band in each frame; a view that the next block may make stale. 4 bytes a frame are kept. */
  result(): Float32Array;
  reset(): void;
}

interface Functions {
  bandLevel(spectrum: number, from: number, to: number, out: number): void;
}

/** Level of the low-mid band (150 to 1500 Hz: what a side-chained compressor ducks, above the kick itself), for `pumpDepth`. */
export function createLowMidMeter(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions): LowMidMeter {
  const kernel = loadKernel('levels', arena) as Functions;
  const from = Math.ceil((LOWEST_HZ * fftSize) / sampleRateHz);
  const to = Math.floor((HIGHEST_HZ * fftSize) / sampleRateHz);
  const { pointer, values } = arena.floats(BLOCK_FRAMES);
  const envelope = createGrowingFloats();
  return {
    add(block) {
      kernel.bandLevel(block.pointer, from, to, pointer);
      envelope.append(values, block.frames);
    },
    result: () => envelope.values(),
    reset: () => envelope.clear(),
  };
}
