import { quantile } from './statistics.ts';

const ABSOLUTE_GATE_LUFS = -70;
const STEPS_A_SECOND = 10;

export interface Loudness {
  /** Integrated loudness; null for audio that never exceeds the absolute gate (-70 LUFS). */
  loudnessLufs: number | null;
  /** Loudness range in LU; null where fewer than 3 s are louder than the gate. */
  loudnessRangeLu: number | null;
}

/**
 * Programme loudness by ITU-R BS.1770-4 (K-weighting, 400 ms blocks every 100 ms, gates at -70 LUFS and 10 LU below the
 * ungated mean) and loudness range by EBU Tech 3342 (3 s every 100 ms, gates at -70 LUFS and -20 LU, 10th to 95th percentile).
 * @param channels one array a channel (mono or stereo) at the native sample rate
 */
export function measureLoudness(channels: readonly Float32Array[], sampleRateHz: number): Loudness {
  const steps = stepPowers(channels, sampleRateHz);
  return {
    loudnessLufs: integrated(slidingMeans(steps, 4)),
    loudnessRangeLu: range(slidingMeans(steps, 3 * STEPS_A_SECOND)),
  };
}

/** K-weighted power, summed over channels, of each 100 ms. */
function stepPowers(channels: readonly Float32Array[], sampleRateHz: number): Float64Array {
  const stepSamples = Math.round(sampleRateHz / STEPS_A_SECOND);
  const powers = new Float64Array(Math.floor((channels[0]?.length ?? 0) / stepSamples));
  for (const channel of channels) addPowers(powers, channel, stepSamples, sampleRateHz);
  return powers;
}

function addPowers(powers: Float64Array, samples: Float32Array, stepSamples: number, sampleRateHz: number): void {
  const [shelf, highPass] = kWeighting(sampleRateHz);
  let [s1, s2, h1, h2] = [0, 0, 0, 0];
  for (let step = 0; step < powers.length; step++) {
    let sum = 0;
    for (let i = step * stepSamples; i < (step + 1) * stepSamples; i++) {
      const input = samples[i]!;
      const shelved = shelf.b0 * input + s1;
      s1 = shelf.b1 * input - shelf.a1 * shelved + s2;
      s2 = shelf.b2 * input - shelf.a2 * shelved;
      const output = highPass.b0 * shelved + h1;
      h1 = highPass.b1 * shelved - highPass.a1 * output + h2;
      h2 = highPass.b2 * shelved - highPass.a2 * output;
      sum += output * output;
    }
    powers[step]! += sum / stepSamples;
  }
}

interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Both K-weighting stages for any sample rate: the analogue prototypes behind BS.1770's 48 kHz coefficients. */
function kWeighting(sampleRateHz: number): [Biquad, Biquad] {
  const shelfGain = 10 ** (3.999843853973347 / 20);
  const shelfBand = shelfGain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const q = 0.7071752369554196;
  const a0 = 1 + k / q + k * k;
  const shelf = {
    b0: (shelfGain + (shelfBand * k) / q + k * k) / a0,
    b1: (2 * (k * k - shelfGain)) / a0,
    b2: (shelfGain - (shelfBand * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
  const kh = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const qh = 0.5003270373238773;
  const h0 = 1 + kh / qh + kh * kh;
  return [shelf, { b0: 1, b1: -2, b2: 1, a1: (2 * (kh * kh - 1)) / h0, a2: (1 - kh / qh + kh * kh) / h0 }];
}

function slidingMeans(steps: Float64Array, length: number): Float64Array {
  const means = new Float64Array(Math.max(0, steps.length - length + 1));
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let j = i; j < i + length; j++) sum += steps[j]!;
    means[i] = sum / length;
  }
  return means;
}

function toLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function meanPower(powers: Float64Array): number {
  return powers.reduce((sum, power) => sum + power, 0) / powers.length;
}

function integrated(blocks: Float64Array): number | null {
  const audible = blocks.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
  if (audible.length === 0) return null;
  const relativeGate = meanPower(audible) * 10 ** -1;
  return toLufs(meanPower(audible.filter((power) => power > relativeGate)));
}

function range(blocks: Float64Array): number | null {
  const audible = blocks.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
  if (audible.length === 0) return null;
  const relativeGate = meanPower(audible) * 10 ** -2;
  const levels = audible.filter((power) => power > relativeGate).map(toLufs);
  return quantile(levels, 0.95) - quantile(levels, 0.1);
}
