import { ELEMENT } from './fft';
import { y0i, y0r, y1i, y1r, y2i, y2r, y3i, y3r } from './group';

/** Bytes of an entry of the `unpack` table: two offsets of groups, four twiddle factors. */
const ENTRY: usize = 40;

/**
 * The last pass of a real transform of 2 · `size` samples: |spectrum| of each lane in bins 0 to `size`, `stride` bytes a bin. Everything
 * comes out doubled: halve the window.
 */
export function magnitudes(data: usize, size: usize, unpack: usize, output: usize, stride: usize): void {
  lastPass<Magnitude>(data, size, unpack, output, stride);
}

/** As `magnitudes`, but the complex spectrum: `[bin][re, im][4 lanes]`. Doubled as well. */
export function spectra(data: usize, size: usize, unpack: usize, output: usize): void {
  lastPass<Complex>(data, size, unpack, output, ELEMENT);
}

class Magnitude {}
class Complex {}

@inline
function lastPass<Kind>(data: usize, size: usize, unpack: usize, output: usize, stride: usize): void {
  const step = (size >> 2) * stride;
  lowest<Kind>(data, output, step, unpack);
  const pairs = size >> 3;
  let low = output;
  let high = output + 4 * step;
  let entry = unpack + ENTRY;
  for (let r: usize = 1; r <= pairs; r++, entry += ENTRY) {
    low += stride;
    high -= stride;
    const a = data + <usize>load<u32>(entry);
    const b = data + <usize>load<u32>(entry, 4);
    pair<Kind>(
      entry + 8,
      low,
      high,
      y0r(a),
      y0i(a),
      y3r(b),
      y3i(b),
    );
    pair<Kind>(entry + 16, low + step, high - step, y1r(a), y1i(a), y2r(b), y2i(b));
    pair<Kind>(entry + 24, low + 2 * step, high - 2 * step, y2r(a), y2i(a), y1r(b), y1i(b));
    pair<Kind>(entry + 32, low + 3 * step, high - 3 * step, y3r(a), y3i(a), y0r(b), y0i(b));
  }
}

/** Bins 0, size/4, size/2, 3·size/4 and size: all of the first group. */
@inline
function lowest<Kind>(data: usize, output: usize, step: usize, unpack: usize): void {
  const two = f32x4.splat(2);
  const zeroR = y0r(data);
  const zeroI = y0i(data);
  put<Kind>(output, f32x4.mul(two, f32x4.add(zeroR, zeroI)), f32x4.splat(0));
  put<Kind>(output + 4 * step, f32x4.mul(two, f32x4.sub(zeroR, zeroI)), f32x4.splat(0));
  put<Kind>(output + 2 * step, f32x4.mul(two, y2r(data)), f32x4.mul(f32x4.splat(-2), y2i(data)));
  pair<Kind>(unpack + 16, output + step, output + 3 * step, y1r(data), y1i(data), y3r(data), y3i(data));
}

/** Bins k (from element a) and size - k (from element b) of the real transform. */
@inline
function pair<Kind>(w: usize, low: usize, high: usize, ar: v128, ai: v128, br: v128, bi: v128): void {
  const evenR = f32x4.add(ar, br);
  const evenI = f32x4.sub(ai, bi);
  const oddR = f32x4.add(ai, bi);
  const oddI = f32x4.sub(br, ar);
  const wr = v128.load32_splat(w);
  const wi = v128.load32_splat(w, 4);
  const turnedR = f32x4.sub(f32x4.mul(oddR, wr), f32x4.mul(oddI, wi));
  const turnedI = f32x4.add(f32x4.mul(oddR, wi), f32x4.mul(oddI, wr));
  put<Kind>(low, f32x4.add(evenR, turnedR), f32x4.add(evenI, turnedI));
  put<Kind>(high, f32x4.sub(evenR, turnedR), f32x4.sub(turnedI, evenI));
}

@inline
function put<Kind>(target: usize, re: v128, im: v128): void {
  if (idof<Kind>() == idof<Magnitude>()) {
    v128.store(target, f32x4.sqrt(f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im))));
  } else {
    v128.store(target, re);
    v128.store(target, im, 16);
  }
}
