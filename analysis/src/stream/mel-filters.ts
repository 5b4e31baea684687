export type MelScale = 'slaney' | 'htk';
/** Triangles of equal area (2 / width in Hz), or of height 1. */
export type MelNorm = 'slaney' | 'none';

export interface MelFilterOptions {
  sampleRateHz: number;
  fftSize: number;
  bands: number;
  lowHz: number;
  highHz: number;
  melScale: MelScale;
  norm: MelNorm;
}

/** A band's triangle: the weights of the bins from `first` on; none where the bins lie too far apart for the band. */
export interface MelFilter {
  first: number;
  weights: number[];
}

/** Triangular mel filters as `librosa.filters.mel` makes them (Slaney, Auditory Toolbox, 1998; Young et al., The HTK Book). */
export function melFilters(options: MelFilterOptions): MelFilter[] {
  const { bands, lowHz, highHz, melScale } = options;
  const { toMel, toHz } = SCALES[melScale];
  const [low, high] = [toMel(lowHz), toMel(highHz)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => toHz(low + ((high - low) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => triangle(edges.slice(band, band + 3), options));
}

function triangle(edges: readonly number[], { sampleRateHz, fftSize, norm }: MelFilterOptions): MelFilter {
  const [low, centre, high] = edges as [number, number, number];
  const height = norm === 'slaney' ? 2 / (high - low) : 1;
  const filter: MelFilter = { first: 0, weights: [] };
  for (let bin = 0; bin <= fftSize / 2; bin++) {
    const hz = (bin * sampleRateHz) / fftSize;
    const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
    if (weight <= 0) continue;
    if (filter.weights.length === 0) filter.first = bin;
    filter.weights.push(weight * height);
  }
  return filter;
}

const SLANEY_HZ_PER_MEL = 200 / 3;
const SLANEY_LOG_START_HZ = 1000;
const SLANEY_LOG_START_MEL = SLANEY_LOG_START_HZ / SLANEY_HZ_PER_MEL;
const SLANEY_LOG_STEP = Math.log(6.4) / 27;

const SCALES = {
  slaney: {
    toMel: (hz: number) =>
      hz < SLANEY_LOG_START_HZ
        ? hz / SLANEY_HZ_PER_MEL
        : SLANEY_LOG_START_MEL + Math.log(hz / SLANEY_LOG_START_HZ) / SLANEY_LOG_STEP,
    toHz: (mel: number) =>
      mel < SLANEY_LOG_START_MEL
        ? mel * SLANEY_HZ_PER_MEL
        : SLANEY_LOG_START_HZ * Math.exp(SLANEY_LOG_STEP * (mel - SLANEY_LOG_START_MEL)),
  },
  htk: {
    toMel: (hz: number) => 2595 * Math.log10(1 + hz / 700),
    toHz: (mel: number) => 700 * (10 ** (mel / 2595) - 1),
  },
};
