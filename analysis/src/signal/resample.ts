import { lowPass } from './low-pass.ts';
import { polyphase } from './polyphase.ts';

/** Share of the lower Nyquist frequency up to which everything stays, as soxr's high quality (librosa's default) has it. */
const PASS_BAND = 0.913;
/** With so much room between the wanted band and its images a short interpolation filter is enough. */
const ROOM = 1.3;

/**
 * Band-limited resampling without delay: flat to 91.3 % of the lower Nyquist frequency, 90 to 120 dB down from that frequency on,
 * zeros beyond both ends. Downwards a sharp low-pass with decimation by a power of two comes first, then a short interpolation.
 * @returns ceil(samples.length · toHz / fromHz) samples
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  if (fromHz < toHz)
    return interpolate(samples, { fromHz, toHz, passHz: (PASS_BAND * fromHz) / 2, stopHz: fromHz / 2 });
  const decimation = decimationOf(fromHz, toHz);
  const filtered = lowPass(samples, { pass: (PASS_BAND * toHz) / 2 / fromHz, stop: toHz / 2 / fromHz, decimation });
  const middleHz = fromHz / decimation;
  const resampled = interpolate(filtered, { fromHz: middleHz, toHz, passHz: toHz / 2, stopHz: middleHz - toHz / 2 });
  return resampled.subarray(0, Math.ceil((samples.length * toHz) / fromHz));
}

interface Interpolation {
  fromHz: number;
  toHz: number;
  passHz: number;
  stopHz: number;
}

function interpolate(samples: Float32Array, { fromHz, toHz, passHz, stopHz }: Interpolation): Float32Array {
  if (fromHz === toHz) return samples;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  return polyphase(samples, {
    up: toHz / divisor,
    down: fromHz / divisor,
    pass: passHz / fromHz,
    stop: stopHz / fromHz,
  });
}

/** The largest power of two that leaves a whole rate which is the wanted one or has room above it. */
function decimationOf(fromHz: number, toHz: number): number {
  let decimation = 1;
  for (let next = 2; next <= 64 && fromHz % next === 0; next *= 2) {
    const rate = fromHz / next;
    if (rate === toHz || rate >= ROOM * toHz) decimation = next;
  }
  return decimation;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
