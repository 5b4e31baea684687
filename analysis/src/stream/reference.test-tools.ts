import type { Stage } from './spectrum-block.ts';

/** Noise of a fixed seed (a linear congruential generator), from -0.5 to 0.5. */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

/** Everything a stage makes of a signal that comes in pieces of so many samples. `copy` takes what must last of a piece of output. */
export function outputs<Output, Copy>(
  stage: Stage<Output>,
  { signal, pieceSamples }: { signal: Float32Array; pieceSamples: number },
  copy: (output: Output) => Copy,
): Copy[] {
  const all: Copy[] = [];
  const keep = (output: Output) => void all.push(copy(output));
  stage.reset();
  for (let at = 0; at < signal.length; at += pieceSamples) stage.push(signal.subarray(at, at + pieceSamples), keep);
  stage.finish(keep);
  return all;
}

export function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Bit by bit. (Matchers walk arrays value by value, which takes seconds for a signal.) */
export const same = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/** |DFT| of real samples, bins 0 to half, in double precision by halving. */
export function magnitudesOf(samples: ArrayLike<number>): number[] {
  const [re, im] = dft(Float64Array.from(samples), new Float64Array(samples.length));
  return Array.from({ length: samples.length / 2 + 1 }, (_, bin) => Math.hypot(re[bin]!, im[bin]!));
}

function dft(re: Float64Array, im: Float64Array): [re: Float64Array, im: Float64Array] {
  const size = re.length;
  if (size === 1) return [re, im];
  const even = (_: number, i: number) => i % 2 === 0;
  const odd = (_: number, i: number) => i % 2 === 1;
  const [evenR, evenI] = dft(re.filter(even), im.filter(even));
  const [oddR, oddI] = dft(re.filter(odd), im.filter(odd));
  const [outR, outI] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size / 2; k++) {
    const [c, s] = [Math.cos((2 * Math.PI * k) / size), -Math.sin((2 * Math.PI * k) / size)];
    const turnedR = c * oddR[k]! - s * oddI[k]!;
    const turnedI = s * oddR[k]! + c * oddI[k]!;
    outR[k] = evenR[k]! + turnedR;
    outI[k] = evenI[k]! + turnedI;
    outR[k + size / 2] = evenR[k]! - turnedR;
    outI[k + size / 2] = evenI[k]! - turnedI;
  }
  return [outR, outI];
}

/** A frame of a signal from `start` on, under a periodic Hann window of so many samples in the middle of `size`. */
export function windowed(signal: (at: number) => number, start: number, size: number, windowSamples = size): number[] {
  const before = (size - windowSamples) / 2;
  return Array.from({ length: size }, (_, i) => {
    const n = i - before;
    if (n < 0 || n >= windowSamples) return 0;
    return signal(start + i) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowSamples));
  });
}
