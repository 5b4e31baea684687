const ZERO_CROSSINGS = 32;
const KAISER_BETA = 9;
/** Cut-off as a share of the lower Nyquist frequency: the transition band ends a little above Nyquist. */
const ROLLOFF = 0.945;

/**
 * Band-limited resampling by a polyphase windowed sinc (Smith, 1984): Kaiser window (beta 9, more than 80 dB), 32 zero
 * crossings a side at the lower rate, zeros beyond both ends, no delay.
 * @returns ceil(samples.length · toHz / fromHz) samples
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const { taps, half } = polyphase(up, down);
  const length = 2 * half;
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

/** Filters for each of the `up` phases between two input samples, `2 * half` taps each. */
function polyphase(up: number, down: number): { taps: Float64Array; half: number } {
  const cutoff = Math.min(1, up / down) * ROLLOFF;
  const half = 2 * Math.ceil(ZERO_CROSSINGS / cutoff / 2);
  const length = 2 * half;
  const taps = new Float64Array(up * length);
  for (let phase = 0; phase < up; phase++) {
    for (let k = 0; k < length; k++) {
      const distance = k - half + 1 - phase / up;
      taps[phase * length + k] = cutoff * sinc(cutoff * distance) * kaiser(distance / half);
    }
  }
  return { taps, half };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-12; n++) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
