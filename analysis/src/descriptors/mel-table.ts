import type { Arena } from '../kernels/index.ts';
import { melFilters } from '../stream/mel-filters.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

export interface MelTable {
  /** `bands + 2` integers: edge m is the first bin over the lower end of band m. */
  edges: number;
  /** `[bin][2]` floats: weight on the rising side of its band, and on the falling side of the band before. */
  weights: number;
}

/** librosa's default mel filters as pointers for the kernel: triangles that overlap by half, so that each bin belongs to two. */
export function melTable(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions, bands: number): MelTable {
  const filters = melFilters({
    ...{ sampleRateHz, fftSize, bands, lowHz: 0, highHz: sampleRateHz / 2 },
    ...{ melScale: 'slaney', norm: 'slaney' },
  });
  const ends = filters.map(({ first, weights }) => first + weights.length);
  const edges = arena.integers(bands + 2);
  edges.values.set([...filters.map(({ first }) => first), ends[bands - 2]!, ends[bands - 1]!]);
  const weights = arena.floats(fftSize + 2);
  filters.forEach((filter, band) => {
    const top = edges.values[band + 1]!;
    filter.weights.forEach((weight, i) => {
      const bin = filter.first + i;
      weights.values[2 * bin + (bin < top ? 0 : 1)] = weight;
    });
  });
  return { edges: edges.pointer, weights: weights.pointer };
}
