/**
 * Both stages of K-weighting (ITU-R BS.1770-4) for any sample rate: the analogue prototypes behind the coefficients that the standard
 * gives for 48 kHz, by the bilinear transform.
 * @returns b0, b1, b2, a1, a2 of the shelf, then a1, a2 of the high-pass (whose b are 1, -2, 1)
 */
export function kWeighting(sampleRateHz: number): number[] {
  const shelfGain = 10 ** (3.999843853973347 / 20);
  const shelfBand = shelfGain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const q = 0.7071752369554196;
  const a0 = 1 + k / q + k * k;
  const shelf = [
    (shelfGain + (shelfBand * k) / q + k * k) / a0,
    (2 * (k * k - shelfGain)) / a0,
    (shelfGain - (shelfBand * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ];
  const kh = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const qh = 0.5003270373238773;
  const h0 = 1 + kh / qh + kh * kh;
  return [...shelf, (2 * (kh * kh - 1)) / h0, (1 - kh / qh + kh * kh) / h0];
}
