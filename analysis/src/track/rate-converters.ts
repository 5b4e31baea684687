import { Arena } from '../kernels/index.ts';
import type { Stage } from '../stream/index.ts';
import { createResampler } from '../stream/index.ts';

const ARENA_BYTES = 16 * 2 ** 20;
/** Pairs of rates whose resamplers are kept: a library has few, and what a hostile one has is forgotten again. */
const KEPT_PAIRS = 8;

/** Gives a resampler between two rates that begins a new track; the same for every track, so use one at a time for each pair. */
export function createRateConverters(): (fromHz: number, toHz: number) => Stage<Float32Array> {
  const known = new Map<string, Stage<Float32Array>>();
  return (fromHz, toHz) => {
    const name = `${fromHz} ${toHz}`;
    const resampler = known.get(name) ?? createResampler(new Arena(ARENA_BYTES), { fromHz, toHz });
    known.delete(name);
    known.set(name, resampler);
    if (known.size > KEPT_PAIRS) known.delete(known.keys().next().value!);
    resampler.reset();
    return resampler;
  };
}
