import { quantile } from './statistics.ts';

export interface FrameLevels {
  /** Root mean square of each centred frame, zeros beyond the ends (`librosa.feature.rms`). */
  rms: Float32Array;
  /** Share of samples at which the sign changes, the edge samples repeated beyond the ends, mean over frames. */
  zeroCrossingRate: number;
}

/** RMS and zero crossings of frames centred on multiples of the hop, by librosa's definitions. */
export function frameLevels(samples: Float32Array, frameSamples: number, hopSamples: number): FrameLevels {
  const frames = 1 + Math.floor(samples.length / hopSamples);
  const rms = new Float32Array(frames);
  const energy = cumulativeEnergy(samples, hopSamples);
  const crossings = cumulativeCrossings(samples);
  const half = frameSamples / 2;
  let rate = 0;
  for (let frame = 0; frame < frames; frame++) {
    const centre = frame * hopSamples;
    rms[frame] = Math.sqrt(Math.max(0, energy(centre + half) - energy(centre - half)) / frameSamples);
    // The first sample of a frame has no predecessor inside it, so it never counts as a crossing.
    const from = Math.max(0, centre - half);
    const to = Math.min(samples.length, centre + half) - 1;
    rate += (crossings[Math.max(from, to)]! - crossings[from]!) / frameSamples;
  }
  return { rms, zeroCrossingRate: rate / frames };
}

/**
 * Level span of a track: 95th minus 10th percentile of frame levels in dB, frames quieter than -70 dBFS left out (silence
 * at the ends says nothing of dynamics). 0 where fewer than two frames remain.
 */
export function dynamicRangeDecibels(rms: Float32Array): number {
  const decibels = rms.map((level) => 20 * Math.log10(level)).filter((level) => level > -70);
  return decibels.length < 2 ? 0 : quantile(decibels, 0.95) - quantile(decibels, 0.1);
}

/** Energy of all samples before a position that is a multiple of the hop or lies outside the signal. */
function cumulativeEnergy(samples: Float32Array, step: number): (position: number) => number {
  const blocks = Math.ceil(samples.length / step);
  const sums = new Float64Array(blocks + 1);
  for (let block = 0; block < blocks; block++) {
    let sum = 0;
    for (let i = block * step; i < Math.min(samples.length, (block + 1) * step); i++) sum += samples[i]! * samples[i]!;
    sums[block + 1] = sums[block]! + sum;
  }
  return (position) => sums[Math.min(blocks, Math.max(0, Math.ceil(position / step)))]!;
}

/** Entry i: sign changes up to and including sample i. Magnitudes up to 1e-10 count as zero, and zero as positive. */
function cumulativeCrossings(samples: Float32Array): Uint32Array {
  const counts = new Uint32Array(Math.max(1, samples.length));
  let isNegative = (samples[0] ?? 0) < -1e-10;
  for (let i = 1; i < samples.length; i++) {
    const next = samples[i]! < -1e-10;
    counts[i] = counts[i - 1]! + (next === isNegative ? 0 : 1);
    isNegative = next;
  }
  return counts;
}
