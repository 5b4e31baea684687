/**
 * Mean and standard deviation over frames of the first mel-frequency cepstral coefficients (orthonormal DCT-II of mel
 * decibels, `librosa.feature.mfcc`).
 * @param melDecibels frames × bands, row by row
 */
export function mfccStatistics(
  melDecibels: Float32Array,
  bands: number,
  coefficients: number,
): { mfccMean: number[]; mfccStd: number[] } {
  const basis = dctBasis(bands, coefficients);
  const frames = melDecibels.length / bands;
  const sums = new Float64Array(coefficients);
  const squares = new Float64Array(coefficients);
  for (let frame = 0; frame < frames; frame++) {
    for (let k = 0; k < coefficients; k++) {
      let value = 0;
      for (let band = 0; band < bands; band++) value += basis[k * bands + band]! * melDecibels[frame * bands + band]!;
      sums[k]! += value;
      squares[k]! += value * value;
    }
  }
  const mfccMean = Array.from(sums, (sum) => sum / frames);
  const mfccStd = mfccMean.map((mean, k) => Math.sqrt(Math.max(0, squares[k]! / frames - mean * mean)));
  return { mfccMean, mfccStd };
}

function dctBasis(bands: number, coefficients: number): Float64Array {
  const basis = new Float64Array(coefficients * bands);
  for (let k = 0; k < coefficients; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / bands);
    for (let band = 0; band < bands; band++)
      basis[k * bands + band] = scale * Math.cos((Math.PI * k * (band + 0.5)) / bands);
  }
  return basis;
}
