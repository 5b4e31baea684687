/** A triangular filter bank: band m covers bins `first[m]` to `first[m] + weights[m].length - 1`. */
export interface MelFilterBank {
  first: Int32Array;
  weights: Float32Array[];
}

export interface MelOptions {
  sampleRateHz: number;
  fftSize: number;
  bandCount: number;
}

/**
 * Mel filters on Slaney's scale from 0 Hz to Nyquist with area normalisation, as `librosa.filters.mel` makes them
 * (Slaney, Auditory Toolbox, 1998).
 */
export function melFilterBank({ sampleRateHz, fftSize, bandCount }: MelOptions): MelFilterBank {
  const top = hzToMel(sampleRateHz / 2);
  const edges = Array.from({ length: bandCount + 2 }, (_, i) => melToHz((top * i) / (bandCount + 1)));
  const first = new Int32Array(bandCount);
  const weights: Float32Array[] = [];
  for (let band = 0; band < bandCount; band++) {
    const [low, centre, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
    const values: number[] = [];
    for (let bin = 0; bin <= fftSize / 2; bin++) {
      const hz = (bin * sampleRateHz) / fftSize;
      const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      if (weight <= 0) continue;
      if (values.length === 0) first[band] = bin;
      values.push((weight * 2) / (high - low));
    }
    weights.push(Float32Array.from(values));
  }
  return { first, weights };
}

/** Mel power of one frame of magnitudes, written to `target` from `offset` on. */
export function melPowerInto(target: Float32Array, offset: number, magnitude: Float32Array, bank: MelFilterBank): void {
  for (let band = 0; band < bank.weights.length; band++) {
    const weights = bank.weights[band]!;
    const first = bank.first[band]!;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      const value = magnitude[first + i]!;
      sum += weights[i]! * value * value;
    }
    target[offset + band] = sum;
  }
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
