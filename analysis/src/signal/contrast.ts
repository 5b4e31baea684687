import { powerToDecibels } from './decibels.ts';

const LOWEST_EDGE_HZ = 200;
const OCTAVES = 6;
const QUANTILE = 0.02;
const BANDS = OCTAVES + 1;

/**
 * Spectral contrast (Jiang et al., 2002) as librosa computes it: in 7 octave bands the level of the strongest 2 % of bins
 * over that of the weakest 2 %, in dB, mean over frames.
 */
export function contrastMeter(sampleRateHz: number, fftSize: number, frames: number) {
  const bands = octaveBands(sampleRateHz / fftSize, fftSize / 2 + 1);
  const peaks = new Float32Array(frames * BANDS);
  const valleys = new Float32Array(frames * BANDS);
  return {
    add(magnitude: Float32Array, frame: number): void {
      for (let band = 0; band < BANDS; band++) {
        const { from, to, count } = bands[band]!;
        const { low, high } = extremeMeans(magnitude, from, to, count);
        valleys[frame * BANDS + band] = low;
        peaks[frame * BANDS + band] = high;
      }
    },
    /** Seven values, lowest band first. */
    result(): number[] {
      powerToDecibels(peaks);
      powerToDecibels(valleys);
      const sums = new Array<number>(BANDS).fill(0);
      for (let i = 0; i < peaks.length; i++) sums[i % BANDS]! += peaks[i]! - valleys[i]!;
      return sums.map((sum) => sum / frames);
    },
  };
}

interface Band {
  from: number;
  to: number;
  count: number;
}

/** librosa's bands: each but the first starts one bin early, each but the last drops its last bin. */
function octaveBands(binHz: number, bins: number): Band[] {
  const edges = [0, ...Array.from({ length: BANDS }, (_, octave) => LOWEST_EDGE_HZ * 2 ** octave)];
  return Array.from({ length: BANDS }, (_, band) => {
    const isLast = band === BANDS - 1;
    const from = Math.ceil(edges[band]! / binHz) - (band > 0 ? 1 : 0);
    const through = isLast ? bins - 1 : Math.floor(edges[band + 1]! / binHz);
    return { from, to: isLast ? bins : through, count: Math.max(1, roundHalfEven(QUANTILE * (through - from + 1))) };
  });
}

function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  return value - down === 0.5 ? down + (down % 2) : Math.round(value);
}

/** Means of the `count` smallest and largest values between two bins, by insertion into two short sorted lists. */
function extremeMeans(values: Float32Array, from: number, to: number, count: number): { low: number; high: number } {
  const smallest = new Float64Array(count).fill(Infinity);
  const largest = new Float64Array(count).fill(-Infinity);
  for (let bin = from; bin < to; bin++) {
    const value = values[bin]!;
    if (value < smallest[count - 1]!) insert(smallest, value, 1);
    if (value > largest[count - 1]!) insert(largest, value, -1);
  }
  return { low: sum(smallest) / count, high: sum(largest) / count };
}

/** Drops the last of a sorted list for a new value. sign 1: ascending, -1: descending. */
function insert(sorted: Float64Array, value: number, sign: 1 | -1): void {
  let at = sorted.length - 1;
  while (at > 0 && sign * sorted[at - 1]! > sign * value) {
    sorted[at] = sorted[at - 1]!;
    at--;
  }
  sorted[at] = value;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
