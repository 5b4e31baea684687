const ROLLOFF_SHARE = 0.85;
const POWER_FLOOR = 1e-10;
/** Powers multiplied before one logarithm is taken: few enough that the product neither under- nor overflows. */
const PRODUCT_LENGTH = 16;

export interface SpectralShape {
  spectralCentroidHz: number;
  spectralBandwidthHz: number;
  spectralRolloffHz: number;
  spectralFlatness: number;
}

/**
 * Means over frames of librosa's spectral_centroid, spectral_bandwidth (p = 2), spectral_rolloff (85 %) of the magnitudes
 * and spectral_flatness of the power.
 */
export function spectralShapeMeter(sampleRateHz: number, fftSize: number) {
  const binHz = sampleRateHz / fftSize;
  const sums = { spectralCentroidHz: 0, spectralBandwidthHz: 0, spectralRolloffHz: 0, spectralFlatness: 0 };
  let frames = 0;
  return {
    add(magnitude: Float32Array): void {
      const { total, centroid } = centre(magnitude);
      sums.spectralCentroidHz += centroid * binHz;
      sums.spectralBandwidthHz += total > 0 ? Math.sqrt(secondMoment(magnitude, centroid) / total) * binHz : 0;
      sums.spectralRolloffHz += rolloffBin(magnitude, ROLLOFF_SHARE * total) * binHz;
      sums.spectralFlatness += flatness(magnitude);
      frames++;
    },
    result(): SpectralShape {
      return {
        spectralCentroidHz: sums.spectralCentroidHz / frames,
        spectralBandwidthHz: sums.spectralBandwidthHz / frames,
        spectralRolloffHz: sums.spectralRolloffHz / frames,
        spectralFlatness: sums.spectralFlatness / frames,
      };
    },
  };
}

function centre(magnitude: Float32Array): { total: number; centroid: number } {
  let total = 0;
  let weighted = 0;
  for (let bin = 0; bin < magnitude.length; bin++) {
    const value = magnitude[bin]!;
    total += value;
    weighted += value * bin;
  }
  return { total, centroid: total > 0 ? weighted / total : 0 };
}

function secondMoment(magnitude: Float32Array, centroid: number): number {
  let sum = 0;
  for (let bin = 0; bin < magnitude.length; bin++) {
    const distance = bin - centroid;
    sum += magnitude[bin]! * distance * distance;
  }
  return sum;
}

function rolloffBin(magnitude: Float32Array, threshold: number): number {
  let sum = 0;
  for (let bin = 0; bin < magnitude.length; bin++) {
    sum += magnitude[bin]!;
    if (sum >= threshold) return bin;
  }
  return magnitude.length - 1;
}

function flatness(magnitude: Float32Array): number {
  let logSum = 0;
  let sum = 0;
  let product = 1;
  for (let bin = 0; bin < magnitude.length; bin++) {
    const power = Math.max(POWER_FLOOR, magnitude[bin]! * magnitude[bin]!);
    sum += power;
    product *= power;
    if (bin % PRODUCT_LENGTH === PRODUCT_LENGTH - 1) {
      logSum += Math.log(product);
      product = 1;
    }
  }
  logSum += Math.log(product);
  return Math.exp(logSum / magnitude.length) / (sum / magnitude.length);
}
