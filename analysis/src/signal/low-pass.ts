import { realFft } from './fft.ts';
import { kaiser, kaiserBeta, kaiserLength, sinc } from './kaiser.ts';

const BLOCK = 8192;
const STOP_DECIBELS = 120;

export interface LowPass {
  /** Band edges as shares of the sample rate: everything below `pass` stays, everything above `stop` goes. */
  pass: number;
  stop: number;
  /** Keep every so many-th sample: a power of two, `stop` at most half the new rate. */
  decimation: number;
}

/**
 * Zero-phase low-pass and decimation by fast convolution (overlap-save): a Kaiser-windowed sinc of 120 dB, applied to the
 * spectra of blocks, of which only the lower part is transformed back.
 * @returns ceil(samples.length / decimation) samples
 */
export function lowPass(samples: Float32Array, { pass, stop, decimation }: LowPass): Float32Array {
  const half = halfLength(stop - pass, decimation);
  const response = zeroPhaseResponse((pass + stop) / 2, half);
  const forward = realFft(BLOCK);
  const backward = realFft(BLOCK / decimation);
  const output = new Float32Array(Math.ceil(samples.length / decimation));
  const hop = BLOCK - 2 * half;
  for (let start = -half; start + half < samples.length; start += hop) {
    copyPadded(forward.time, samples, start);
    forward.forward();
    multiplyInto(backward.spectrum, forward.spectrum, response);
    backward.inverse();
    const from = (start + half) / decimation;
    const kept = Math.min(hop / decimation, output.length - from);
    output.set(backward.time.subarray(half / decimation, half / decimation + kept), from);
  }
  return output;
}

/** Taps on either side of the middle: enough for the transition, a whole number of decimated samples. */
function halfLength(transition: number, decimation: number): number {
  const half = Math.ceil(kaiserLength(STOP_DECIBELS, transition) / 2 / decimation) * decimation;
  if (half > BLOCK / 4) throw new RangeError(`A transition band of ${transition} of the sample rate is too narrow.`);
  return half;
}

/** Real response of each bin (the filter is symmetric around sample 0), the FFT's scaling divided out. */
function zeroPhaseResponse(cutoff: number, half: number): Float32Array {
  const fft = realFft(BLOCK);
  const { time } = fft;
  const beta = kaiserBeta(STOP_DECIBELS);
  time.fill(0);
  for (let n = 0; n <= half; n++) {
    const tap = 2 * cutoff * sinc(2 * cutoff * n) * kaiser(n / (half + 1), beta);
    time[n] = tap;
    time[(BLOCK - n) % BLOCK] = tap;
  }
  fft.forward();
  const { spectrum } = fft;
  return Float32Array.from({ length: BLOCK / 2 }, (_, bin) => spectrum[2 * bin]! / BLOCK);
}

function copyPadded(target: Float32Array, samples: Float32Array, start: number): void {
  const from = Math.max(0, -start);
  const to = Math.min(target.length, samples.length - start);
  target.fill(0, 0, from);
  target.set(samples.subarray(start + from, start + to), from);
  target.fill(0, Math.max(from, to));
}

/** The highest bin of the decimated spectrum lies in the stop band. */
function multiplyInto(target: Float32Array, packed: Float32Array, response: Float32Array): void {
  target[0] = packed[0]! * response[0]!;
  target[1] = 0;
  for (let bin = 1; 2 * bin < target.length; bin++) {
    target[2 * bin] = packed[2 * bin]! * response[bin]!;
    target[2 * bin + 1] = packed[2 * bin + 1]! * response[bin]!;
  }
}
