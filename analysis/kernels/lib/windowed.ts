import { butterfly, ELEMENT } from './fft';
import { column0, column1, column2, column3 } from './transpose';

/**
 * The first pass of a real transform of four windowed frames, straight from a signal: frame f starts `hopBytes` · f after `source`.
 * Fills `data`; go on with `fftMiddle(data, size, twiddles)`.
 * @param window 2 · `size` floats
 */
export function windowedFirstPass(
  source: usize,
  hopBytes: usize,
  window: usize,
  data: usize,
  size: usize,
  twiddles: usize,
): void {
  const step = (size >> 2) * ELEMENT;
  // A real sample is 4 bytes of the signal, so two complex elements of the data are 16 bytes of each frame.
  const quarter = size << 1;
  let w = twiddles;
  let target = data;
  for (let offset: usize = 0; offset < quarter; offset += 16, w += 48, target += 2 * ELEMENT) {
    const a = source + offset;
    const wa = v128.load(window + offset);
    const a0 = f32x4.mul(v128.load(a), wa);
    const a1 = f32x4.mul(v128.load(a + hopBytes), wa);
    const a2 = f32x4.mul(v128.load(a + 2 * hopBytes), wa);
    const a3 = f32x4.mul(v128.load(a + 3 * hopBytes), wa);
    const b = a + quarter;
    const wb = v128.load(window + offset + quarter);
    const b0 = f32x4.mul(v128.load(b), wb);
    const b1 = f32x4.mul(v128.load(b + hopBytes), wb);
    const b2 = f32x4.mul(v128.load(b + 2 * hopBytes), wb);
    const b3 = f32x4.mul(v128.load(b + 3 * hopBytes), wb);
    const c = a + 2 * quarter;
    const wc = v128.load(window + offset + 2 * quarter);
    const c0 = f32x4.mul(v128.load(c), wc);
    const c1 = f32x4.mul(v128.load(c + hopBytes), wc);
    const c2 = f32x4.mul(v128.load(c + 2 * hopBytes), wc);
    const c3 = f32x4.mul(v128.load(c + 3 * hopBytes), wc);
    const d = a + 3 * quarter;
    const wd = v128.load(window + offset + 3 * quarter);
    const d0 = f32x4.mul(v128.load(d), wd);
    const d1 = f32x4.mul(v128.load(d + hopBytes), wd);
    const d2 = f32x4.mul(v128.load(d + 2 * hopBytes), wd);
    const d3 = f32x4.mul(v128.load(d + 3 * hopBytes), wd);
    butterfly(
      target,
      step,
      w,
      column0(a0, a1, a2, a3),
      column1(a0, a1, a2, a3),
      column0(b0, b1, b2, b3),
      column1(b0, b1, b2, b3),
      column0(c0, c1, c2, c3),
      column1(c0, c1, c2, c3),
      column0(d0, d1, d2, d3),
      column1(d0, d1, d2, d3),
    );
    butterfly(
      target + ELEMENT,
      step,
      w + 24,
      column2(a0, a1, a2, a3),
      column3(a0, a1, a2, a3),
      column2(b0, b1, b2, b3),
      column3(b0, b1, b2, b3),
      column2(c0, c1, c2, c3),
      column3(c0, c1, c2, c3),
      column2(d0, d1, d2, d3),
      column3(d0, d1, d2, d3),
    );
  }
}
