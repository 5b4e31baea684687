import type { Arena } from '../kernels/index.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

export interface MelFilters {
  /** `bands + 2` integers: edge m is the first bin over the lower end of band m. */
  edges: number;
  /** `[bin][2]` floats: weight on the rising side of its band, and on the falling side of the band before. */
  weights: number;
}

/**
 * Mel filters on Slaney's scale from 0 Hz to Nyquist with area normalisation, as `librosa.filters.mel` makes them
 * (Slaney, Auditory Toolbox, 1998), as pointers: triangles that overlap by half, so that each bin belongs to two.
 */
export function melFilters(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions, bandCount: number): MelFilters {
  const bins = fftSize / 2 + 1;
  const binHz = sampleRateHz / fftSize;
  const top = hzToMel(sampleRateHz / 2);
  const hz = Array.from({ length: bandCount + 2 }, (_, i) => melToHz((top * i) / (bandCount + 1)));
  const edges = arena.integers(bandCount + 2);
  const weights = arena.floats(2 * bins);
  hz.forEach((edge, i) => (edges.values[i] = Math.min(bins, Math.floor(edge / binHz) + 1)));
  for (let band = 0; band <= bandCount; band++) {
    const [low, high] = [hz[band]!, hz[band + 1]!];
    for (let bin = edges.values[band]!; bin < edges.values[band + 1]!; bin++) {
      const share = (bin * binHz - low) / (high - low);
      if (band < bandCount) weights.values[2 * bin] = (share * 2) / (hz[band + 2]! - low);
      if (band > 0) weights.values[2 * bin + 1] = ((1 - share) * 2) / (high - hz[band - 1]!);
    }
  }
  return { edges: edges.pointer, weights: weights.pointer };
}

const LINEAR_HZ_PER_MEL = 200 / 3;
const LOG_START_HZ = 1000;
const LOG_START_MEL = LOG_START_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

function hzToMel(hz: number): number {
  return hz < LOG_START_HZ ? hz / LINEAR_HZ_PER_MEL : LOG_START_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP;
}

function melToHz(mel: number): number {
  return mel < LOG_START_MEL ? mel * LINEAR_HZ_PER_MEL : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL));
}
