import { ELEMENT } from './fft';
import { y0i, y0r, y1i, y1r, y2i, y2r, y3i, y3r } from './group';
import { column0, column1, column2, column3 } from './transpose';

/**
 * Makes the data of an inverse real transform: bin k of a spectrum `[bin][re, im][4 lanes]` times `response[k]`, for k from 0 to
 * `size` - 1 (bin `size` is taken as 0). Real and imaginary parts change places, so that the forward transform inverts:
 * go on with `fftButLast` and `samplesOut`. Unnormalised.
 * @param turns `[size / 2 + 1][cos, sin]` of 2πk / (2 · size)
 */
export function packReal(spectrum: usize, response: usize, data: usize, size: usize, turns: usize): void {
  const lowest = f32x4.mul(v128.load(spectrum), v128.load32_splat(response));
  v128.store(data, lowest);
  v128.store(data, lowest, 16);
  const half = size >> 1;
  for (let k: usize = 1; k <= half; k++) {
    const mirror = size - k;
    const a = spectrum + k * ELEMENT;
    const b = spectrum + mirror * ELEMENT;
    const gainA = v128.load32_splat(response + (k << 2));
    const gainB = v128.load32_splat(response + (mirror << 2));
    const ar = f32x4.mul(v128.load(a), gainA);
    const ai = f32x4.mul(v128.load(a, 16), gainA);
    const br = f32x4.mul(v128.load(b), gainB);
    const bi = f32x4.mul(v128.load(b, 16), gainB);
    const evenR = f32x4.add(ar, br);
    const evenI = f32x4.sub(ai, bi);
    const differenceR = f32x4.sub(ar, br);
    const differenceI = f32x4.add(ai, bi);
    const cosine = v128.load32_splat(turns + (k << 3));
    const sine = v128.load32_splat(turns + (k << 3), 4);
    const oddR = f32x4.sub(f32x4.mul(differenceR, cosine), f32x4.mul(differenceI, sine));
    const oddI = f32x4.add(f32x4.mul(differenceR, sine), f32x4.mul(differenceI, cosine));
    v128.store(data + k * ELEMENT, f32x4.add(oddR, evenI));
    v128.store(data + k * ELEMENT, f32x4.sub(evenR, oddI), 16);
    v128.store(data + mirror * ELEMENT, f32x4.sub(oddR, evenI));
    v128.store(data + mirror * ELEMENT, f32x4.add(evenR, oddI), 16);
  }
}

/**
 * The last pass of an inverse real transform: samples `from` to `to` - 1 (multiples of four) of each lane, those of lane f from
 * `output` + f · (`to` - `from`) floats on.
 * @param order offsets in bytes of the groups r from 0 to size/4 - 1
 */
export function samplesOut(data: usize, size: usize, order: usize, output: usize, from: usize, to: usize): void {
  const quarter = size >> 2;
  const half = size >> 1;
  for (let r: usize = 0; r < quarter; r += 2) {
    const a = data + <usize>load<u32>(order + (r << 2));
    const b = data + <usize>load<u32>(order + (r << 2), 4);
    const sample = r << 1;
    rows(sample, y0i(a), y0r(a), y0i(b), y0r(b), output, from, to);
    rows(sample + half, y1i(a), y1r(a), y1i(b), y1r(b), output, from, to);
    rows(sample + 2 * half, y2i(a), y2r(a), y2i(b), y2r(b), output, from, to);
    rows(sample + 3 * half, y3i(a), y3r(a), y3i(b), y3r(b), output, from, to);
  }
}

/** Four samples of each lane. */
@inline
function rows(sample: usize, a: v128, b: v128, c: v128, d: v128, output: usize, from: usize, to: usize): void {
  if (sample < from || sample >= to) return;
  const lane = (to - from) << 2;
  const target = output + ((sample - from) << 2);
  v128.store(target, column0(a, b, c, d));
  v128.store(target + lane, column1(a, b, c, d));
  v128.store(target + 2 * lane, column2(a, b, c, d));
  v128.store(target + 3 * lane, column3(a, b, c, d));
}
