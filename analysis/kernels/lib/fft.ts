/**
 * Fast Fourier transforms of four signals at once, one in each lane: radix 4, in place, decimation in frequency (Gentleman and Sande,
 * 1966), with one pass of radix 2 where the size is no power of four.
 *
 * - Complex data: `[element][re, im][4 lanes]` f32, 32 bytes an element. Real samples `[sample][4 lanes]` are the same bytes as half as
 *   many complex elements (even samples real, odd ones imaginary), which is how a real transform of 2 · `size` samples is made.
 * - `size`: complex elements, a power of two from 64 to 4096.
 * - `twiddles`, `unpack`: tables made by `fftTables` (analysis/src/stream/fft-tables.ts) for that size.
 * - Between passes the data is in digit-reversed order: groups of four elements, which the last pass (not done here but by who reads:
 *   `unpack.ts`, `synthesis.ts`) turns into the outputs r, r + size/4, r + size/2 and r + 3·size/4.
 */

/** Bytes of a complex element. */
export const ELEMENT: usize = 32;
/** Bytes of the three twiddle factors of a radix-4 butterfly. */
const TWIDDLES: usize = 24;

/** A complex transform but for its last pass. */
@inline
export function fftButLast(data: usize, size: usize, twiddles: usize): void {
  radix4Pass(data, size, size, twiddles);
  fftMiddle(data, size, twiddles);
}

/** The passes between the first and the last. */
export function fftMiddle(data: usize, size: usize, twiddles: usize): void {
  let span = size >> 2;
  let table = twiddles + span * TWIDDLES;
  if (ctz(size) & 1) {
    radix2Pass(data, size, span, table);
    table += (span >> 1) * 8;
    span >>= 1;
  }
  for (; span > 4; span >>= 2) {
    radix4Pass(data, size, span, table);
    table += (span >> 2) * TWIDDLES;
  }
}

/** One butterfly of four elements, `step` bytes apart, written back where they were. */
@inline
export function butterfly(
  target: usize,
  step: usize,
  w: usize,
  ar: v128,
  ai: v128,
  br: v128,
  bi: v128,
  cr: v128,
  ci: v128,
  dr: v128,
  di: v128,
): void {
  const sumR = f32x4.add(ar, cr);
  const sumI = f32x4.add(ai, ci);
  const differenceR = f32x4.sub(ar, cr);
  const differenceI = f32x4.sub(ai, ci);
  const oddSumR = f32x4.add(br, dr);
  const oddSumI = f32x4.add(bi, di);
  // Times -i.
  const oddDifferenceR = f32x4.sub(bi, di);
  const oddDifferenceI = f32x4.sub(dr, br);
  v128.store(target, f32x4.add(sumR, oddSumR));
  v128.store(target, f32x4.add(sumI, oddSumI), 16);
  storeProduct(target + step, f32x4.add(differenceR, oddDifferenceR), f32x4.add(differenceI, oddDifferenceI), w);
  storeProduct(target + 2 * step, f32x4.sub(sumR, oddSumR), f32x4.sub(sumI, oddSumI), w + 8);
  storeProduct(target + 3 * step, f32x4.sub(differenceR, oddDifferenceR), f32x4.sub(differenceI, oddDifferenceI), w + 16);
}

function radix4Pass(data: usize, size: usize, span: usize, twiddles: usize): void {
  const step = (span >> 2) * ELEMENT;
  const end = data + size * ELEMENT;
  for (let block = data; block < end; block += 4 * step) {
    let w = twiddles;
    for (let at = block; at < block + step; at += ELEMENT, w += TWIDDLES) {
      const b = at + step;
      const c = at + 2 * step;
      const d = at + 3 * step;
      butterfly(
        at,
        step,
        w,
        v128.load(at),
        v128.load(at, 16),
        v128.load(b),
        v128.load(b, 16),
        v128.load(c),
        v128.load(c, 16),
        v128.load(d),
        v128.load(d, 16),
      );
    }
  }
}

function radix2Pass(data: usize, size: usize, span: usize, twiddles: usize): void {
  const step = (span >> 1) * ELEMENT;
  const end = data + size * ELEMENT;
  for (let block = data; block < end; block += 2 * step) {
    let w = twiddles;
    for (let at = block; at < block + step; at += ELEMENT, w += 8) {
      const ar = v128.load(at);
      const ai = v128.load(at, 16);
      const br = v128.load(at + step);
      const bi = v128.load(at + step, 16);
      v128.store(at, f32x4.add(ar, br));
      v128.store(at, f32x4.add(ai, bi), 16);
      storeProduct(at + step, f32x4.sub(ar, br), f32x4.sub(ai, bi), w);
    }
  }
}

@inline
function storeProduct(target: usize, re: v128, im: v128, w: usize): void {
  const wr = v128.load32_splat(w);
  const wi = v128.load32_splat(w, 4);
  v128.store(target, f32x4.sub(f32x4.mul(re, wr), f32x4.mul(im, wi)));
  v128.store(target, f32x4.add(f32x4.mul(re, wi), f32x4.mul(im, wr)), 16);
}
