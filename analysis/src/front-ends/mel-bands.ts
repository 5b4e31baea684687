export interface MelBandsOptions {
  sampleRateHz: number;
  fftSize: number;
  melBands: number;
  lowestHz: number;
  highestHz: number;
}

/** Triangular filters: band m covers bins `first[m]` to `first[m] + weights[m].length - 1`. */
export interface MelBands {
  first: Int32Array;
  weights: Float32Array[];
}

/**
 * Mel filters on Slaney's scale between two frequencies with area normalisation, as `librosa.filters.mel` makes them
 * (Slaney, Auditory Toolbox, 1998).
 */
export function melBandFilters({ sampleRateHz, fftSize, melBands, lowestHz, highestHz }: MelBandsOptions): MelBands {
  const bottom = hzToMel(lowestHz);
  const step = (hzToMel(highestHz) - bottom) / (melBands + 1);
  const edges = Array.from({ length: melBands + 2 }, (_, i) => melToHz(bottom + step * i));
  const first = new Int32Array(melBands);
  const weights = Array.from({ length: melBands }, (_, band) => {
    const [low, centre, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
    const values: number[] = [];
    for (let bin = 0; bin <= fftSize / 2; bin++) {
      const hz = (bin * sampleRateHz) / fftSize;
      const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      if (weight <= 0) continue;
      if (values.length === 0) first[band] = bin;
      values.push((weight * 2) / (high - low));
    }
    return Float32Array.from(values);
  });
  return { first, weights };
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
