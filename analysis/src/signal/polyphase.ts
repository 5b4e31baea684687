import { kaiser, kaiserBeta, kaiserLength, sinc } from './kaiser.ts';

const STOP_DECIBELS = 90;

export interface Polyphase {
  /** Output rate over input rate, in lowest terms. */
  up: number;
  down: number;
  /** Band edges as shares of the input rate: what lies between them is neither needed nor in the way. */
  pass: number;
  stop: number;
}

/**
 * Interpolation at a rational ratio by a windowed sinc (Smith, 1984), one filter for each position between two input samples.
 * @returns ceil(samples.length · up / down) samples
 */
export function polyphase(samples: Float32Array, { up, down, pass, stop }: Polyphase): Float32Array {
  const half = 2 * Math.ceil(kaiserLength(STOP_DECIBELS, stop - pass) / 4);
  const length = 2 * half;
  const taps = phaseFilters(up, half, (pass + stop) / 2);
  const output = new Float32Array(Math.ceil((samples.length * up) / down));
  const padded = new Float32Array(samples.length + 2 * length);
  padded.set(samples, length);
  for (let i = 0; i < output.length; i++) {
    const position = i * down;
    const start = Math.floor(position / up) - half + 1 + length;
    const tap = (position % up) * length;
    // Four sums, because each addition waits for the one before it; the length is a multiple of four.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < length; k += 4) {
      a += taps[tap + k]! * padded[start + k]!;
      b += taps[tap + k + 1]! * padded[start + k + 1]!;
      c += taps[tap + k + 2]! * padded[start + k + 2]!;
      d += taps[tap + k + 3]! * padded[start + k + 3]!;
    }
    output[i] = a + b + (c + d);
  }
  return output;
}

function phaseFilters(up: number, half: number, cutoff: number): Float64Array {
  const length = 2 * half;
  const taps = new Float64Array(up * length);
  const beta = kaiserBeta(STOP_DECIBELS);
  for (let phase = 0; phase < up; phase++) {
    for (let k = 0; k < length; k++) {
      const distance = k - half + 1 - phase / up;
      taps[phase * length + k] = 2 * cutoff * sinc(2 * cutoff * distance) * kaiser(distance / half, beta);
    }
  }
  return taps;
}
