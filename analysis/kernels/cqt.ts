/**
 * The inner loops of the constant-Q transform: halving of the rate, |filters| of four frames at once (one frame in each lane), and
 * chroma of four frames. Which tables they take: analysis/src/tonal/.
 */

/** Pairs of the half-band filter beside its middle. */
const HALF_BAND_PAIRS: i32 = 12;
/** Filters of an octave, three a semitone. */
const ROWS: i32 = 36;
const PITCH_CLASSES: i32 = 12;
const BANDS: i32 = 8;
const VECTOR: usize = 16;
/** A complex value of four frames. */
const COMPLEX: usize = 32;
/** The complex FFT that transforms 256 real samples. */
const FFT_SIZE: usize = 128;

/**
 * Every second sample of a signal low-passed by a half-band filter.
 * @param source the signal from 24 samples before the one that the first output lies on
 * @param odd room for outputs + 24 values
 * @param coefficients of the filter's pairs from the middle outwards, each four times
 * @param outputs a multiple of 4
 */
export function halve(source: usize, odd: usize, coefficients: usize, target: usize, outputs: i32): void {
  const oddCount = outputs + 2 * HALF_BAND_PAIRS;
  for (let i: i32 = 0; i < oddCount; i += 4) {
    const at = source + (<usize>i << 3);
    v128.store(odd + (<usize>i << 2), v128.shuffle<f32>(v128.load(at), v128.load(at, 16), 1, 3, 5, 7));
  }
  const half = f32x4.splat(0.5);
  for (let i: i32 = 0; i < outputs; i += 4) {
    const even = source + (<usize>(i + HALF_BAND_PAIRS) << 3);
    let sum = f32x4.mul(half, v128.shuffle<f32>(v128.load(even), v128.load(even, 16), 0, 2, 4, 6));
    let after = odd + (<usize>(i + HALF_BAND_PAIRS) << 2);
    let before = after - 4;
    for (let pair: i32 = 0; pair < HALF_BAND_PAIRS; pair++) {
      const both = f32x4.add(v128.load(after), v128.load(before));
      sum = f32x4.add(sum, f32x4.mul(both, v128.load(coefficients + (<usize>pair << 4))));
      after += 4;
      before -= 4;
    }
    v128.store(target + (<usize>i << 2), sum);
  }
}

/**
 * |Inner products| of four frames with the 36 filters of a band, f32 `[row][4]`.
 * @param samples the first of the first frame's 256; those of the next begin `hop` samples later
 * @param work room for 12 KiB
 * @param twiddles of the FFT, then of the split of its real halves: see analysis/src/tonal/filters.ts
 * @param rows first bin and number of bins of each filter, i32 `[36][2]`
 * @param weights of all filters' bins, row by row
 */
export function filter(
  samples: usize,
  hop: i32,
  work: usize,
  twiddles: usize,
  firstBin: i32,
  lastBin: i32,
  rows: usize,
  weights: usize,
  gain: f32,
  target: usize,
): void {
  const second = work + FFT_SIZE * COMPLEX;
  const spectrum = second + FFT_SIZE * COMPLEX;
  gatherAndTransform(samples, <usize>hop << 2, twiddles, work);
  radix4(work, twiddles + 32 * 24, second);
  radix8(second, work);
  split(work, twiddles + 40 * 24, firstBin, lastBin, spectrum);

  const scale = f32x4.splat(gain);
  let weight = weights;
  for (let row: i32 = 0; row < ROWS; row++) {
    let bin = spectrum + <usize>load<i32>(rows + (<usize>row << 3)) * COMPLEX;
    const end = bin + <usize>load<i32>(rows + (<usize>row << 3), 4) * COMPLEX;
    let real = f32x4.splat(0);
    let imaginary = f32x4.splat(0);
    while (bin < end) {
      const w = v128.load32_splat(weight);
      real = f32x4.add(real, f32x4.mul(w, v128.load(bin)));
      imaginary = f32x4.add(imaginary, f32x4.mul(w, v128.load(bin, 16)));
      bin += COMPLEX;
      weight += 4;
    }
    const power = f32x4.add(f32x4.mul(real, real), f32x4.mul(imaginary, imaginary));
    v128.store(target + (<usize>row << 4), f32x4.mul(scale, f32x4.sqrt(power)));
  }
}

/** Magnitudes of four frames, f32 `[row][4]`, between five rarer ones. @param taps where row 0 of each lies, i32 `[5]`; a row is 16 bytes on */
export function interpolate(taps: usize, weights: usize, target: usize): void {
  const tap0 = <usize>load<i32>(taps);
  const tap1 = <usize>load<i32>(taps, 4);
  const tap2 = <usize>load<i32>(taps, 8);
  const tap3 = <usize>load<i32>(taps, 12);
  const tap4 = <usize>load<i32>(taps, 16);
  const zero = f32x4.splat(0);
  for (let row: i32 = 0; row < ROWS; row++) {
    const at = <usize>row << 4;
    let sum = f32x4.mul(v128.load32_splat(tap0 + at), v128.load(weights));
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(tap1 + at), v128.load(weights, 16)));
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(tap2 + at), v128.load(weights, 32)));
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(tap3 + at), v128.load(weights, 48)));
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(tap4 + at), v128.load(weights, 64)));
    v128.store(target + at, f32x4.max(sum, zero));
  }
}

/**
 * Chroma of four frames, each divided by its largest value.
 * @param bands where the magnitudes of each band lie, i32 `[8]`, from the highest
 * @param mask 1 for each frame that counts, else 0
 * @param thirds room for 36 vectors
 * @param chroma receives `[12][4]`
 * @param sums `[24][4]`: 12 of chroma and 12 of chroma divided by its sum are added
 * @param spectrum `[8][36][4]`: the magnitudes are added
 */
export function fold(bands: usize, mask: usize, thirds: usize, chroma: usize, sums: usize, spectrum: usize): void {
  const counts = v128.load(mask);
  for (let row: i32 = 0; row < ROWS; row++) {
    // The highest band has 32 filters, the lowest the last 4 only: 252 in all.
    const first = row < 32 ? 0 : 1;
    const last = row < 32 ? BANDS - 1 : BANDS;
    let sum = f32x4.splat(0);
    for (let band = first; band < last; band++) {
      const magnitude = v128.load(<usize>load<i32>(bands + (<usize>band << 2)) + (<usize>row << 4));
      const value = f32x4.mul(counts, magnitude);
      sum = f32x4.add(sum, value);
      const total = spectrum + (<usize>(band * ROWS + row) << 4);
      v128.store(total, f32x4.add(v128.load(total), value));
    }
    const third = row < 32 ? row + 4 : row - 32;
    v128.store(thirds + (<usize>third << 4), sum);
  }
  let largest = f32x4.splat(0);
  let total = f32x4.splat(0);
  for (let pitch: i32 = 0; pitch < PITCH_CLASSES; pitch++) {
    const middle = thirds + <usize>pitch * 3 * VECTOR;
    const below = pitch == 0 ? thirds + 35 * VECTOR : middle - VECTOR;
    const value = f32x4.add(f32x4.add(v128.load(below), v128.load(middle)), v128.load(middle, 16));
    v128.store(chroma + (<usize>pitch << 4), value);
    largest = f32x4.max(largest, value);
    total = f32x4.add(total, value);
  }
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const byLargest = v128.bitselect(f32x4.div(one, largest), zero, f32x4.gt(largest, zero));
  const byTotal = v128.bitselect(f32x4.div(one, total), zero, f32x4.gt(largest, zero));
  for (let pitch: i32 = 0; pitch < PITCH_CLASSES; pitch++) {
    const at = <usize>pitch << 4;
    const value = v128.load(chroma + at);
    const relative = f32x4.mul(value, byLargest);
    v128.store(chroma + at, relative);
    v128.store(sums + at, f32x4.add(v128.load(sums + at), relative));
    v128.store(sums + at, f32x4.add(v128.load(sums + at, 192), f32x4.mul(value, byTotal)), 192);
  }
}

/** First pass of the FFT: radix 4 over pairs of samples as complex values, which it picks from the four frames. */
// @ts-expect-error AssemblyScript's decorator
@inline
function gatherAndTransform(samples: usize, hop: usize, twiddles: usize, target: usize): void {
  const frame1 = samples + hop;
  const frame2 = frame1 + hop;
  const frame3 = frame2 + hop;
  for (let p: usize = 0; p < 32; p += 2) {
    const at = p << 3;
    const to = target + (p << 2) * COMPLEX;
    for (let half: usize = 0; half < 2; half++) {
      const from = at + (half << 3);
      // Each 64-bit half holds one complex value of one frame.
      const a01 = i64x2.replace_lane(v128.load64_zero(samples + from), 1, load<i64>(frame1 + from));
      const a23 = i64x2.replace_lane(v128.load64_zero(frame2 + from), 1, load<i64>(frame3 + from));
      const b01 = i64x2.replace_lane(v128.load64_zero(samples + from, 256), 1, load<i64>(frame1 + from, 256));
      const b23 = i64x2.replace_lane(v128.load64_zero(frame2 + from, 256), 1, load<i64>(frame3 + from, 256));
      const c01 = i64x2.replace_lane(v128.load64_zero(samples + from, 512), 1, load<i64>(frame1 + from, 512));
      const c23 = i64x2.replace_lane(v128.load64_zero(frame2 + from, 512), 1, load<i64>(frame3 + from, 512));
      const d01 = i64x2.replace_lane(v128.load64_zero(samples + from, 768), 1, load<i64>(frame1 + from, 768));
      const d23 = i64x2.replace_lane(v128.load64_zero(frame2 + from, 768), 1, load<i64>(frame3 + from, 768));
      butterfly4(
        v128.shuffle<f32>(a01, a23, 0, 2, 4, 6),
        v128.shuffle<f32>(a01, a23, 1, 3, 5, 7),
        v128.shuffle<f32>(b01, b23, 0, 2, 4, 6),
        v128.shuffle<f32>(b01, b23, 1, 3, 5, 7),
        v128.shuffle<f32>(c01, c23, 0, 2, 4, 6),
        v128.shuffle<f32>(c01, c23, 1, 3, 5, 7),
        v128.shuffle<f32>(d01, d23, 0, 2, 4, 6),
        v128.shuffle<f32>(d01, d23, 1, 3, 5, 7),
        twiddles + (p + half) * 24,
        to + (half << 2) * COMPLEX,
        COMPLEX,
      );
    }
  }
}

/** Second pass (Stockham, 32 points over a stride of 4). */
// @ts-expect-error AssemblyScript's decorator
@inline
function radix4(source: usize, twiddles: usize, target: usize): void {
  for (let p: usize = 0; p < 8; p++) {
    for (let q: usize = 0; q < 4; q++) {
      const a = source + ((p << 2) + q) * COMPLEX;
      const b = a + 32 * COMPLEX;
      const c = b + 32 * COMPLEX;
      const d = c + 32 * COMPLEX;
      butterfly4(
        v128.load(a),
        v128.load(a, 16),
        v128.load(b),
        v128.load(b, 16),
        v128.load(c),
        v128.load(c, 16),
        v128.load(d),
        v128.load(d, 16),
        twiddles + p * 24,
        target + ((p << 4) + q) * COMPLEX,
        4 * COMPLEX,
      );
    }
  }
}

// @ts-expect-error AssemblyScript's decorator
@inline
function butterfly4(
  ar: v128, ai: v128, br: v128, bi: v128, cr: v128, ci: v128, dr: v128, di: v128,
  twiddles: usize, target: usize, stride: usize,
): void {
  const sumR = f32x4.add(ar, cr);
  const sumI = f32x4.add(ai, ci);
  const differenceR = f32x4.sub(ar, cr);
  const differenceI = f32x4.sub(ai, ci);
  const otherR = f32x4.add(br, dr);
  const otherI = f32x4.add(bi, di);
  // i (b - d)
  const turnedR = f32x4.sub(di, bi);
  const turnedI = f32x4.sub(br, dr);
  v128.store(target, f32x4.add(sumR, otherR));
  v128.store(target, f32x4.add(sumI, otherI), 16);
  store(target + stride, f32x4.sub(differenceR, turnedR), f32x4.sub(differenceI, turnedI), twiddles);
  store(target + 2 * stride, f32x4.sub(sumR, otherR), f32x4.sub(sumI, otherI), twiddles + 8);
  store(target + 3 * stride, f32x4.add(differenceR, turnedR), f32x4.add(differenceI, turnedI), twiddles + 16);
}

/** A value turned by a twiddle. */
// @ts-expect-error AssemblyScript's decorator
@inline
function store(target: usize, real: v128, imaginary: v128, twiddle: usize): void {
  const c = v128.load32_splat(twiddle);
  const s = v128.load32_splat(twiddle, 4);
  v128.store(target, f32x4.sub(f32x4.mul(real, c), f32x4.mul(imaginary, s)));
  v128.store(target, f32x4.add(f32x4.mul(real, s), f32x4.mul(imaginary, c)), 16);
}

/** Last pass: 8 points over a stride of 16. */
// @ts-expect-error AssemblyScript's decorator
@inline
function radix8(source: usize, target: usize): void {
  const stride: usize = 16 * COMPLEX;
  const diagonal = f32x4.splat(0.7071067811865476);
  for (let q: usize = 0; q < 16; q++) {
    const x = source + q * COMPLEX;
    const y = target + q * COMPLEX;
    const e0r = f32x4.add(v128.load(x), v128.load(x + 4 * stride));
    const e0i = f32x4.add(v128.load(x, 16), v128.load(x + 4 * stride, 16));
    const o0r = f32x4.sub(v128.load(x), v128.load(x + 4 * stride));
    const o0i = f32x4.sub(v128.load(x, 16), v128.load(x + 4 * stride, 16));
    const e1r = f32x4.add(v128.load(x + stride), v128.load(x + 5 * stride));
    const e1i = f32x4.add(v128.load(x + stride, 16), v128.load(x + 5 * stride, 16));
    const o1r = f32x4.sub(v128.load(x + stride), v128.load(x + 5 * stride));
    const o1i = f32x4.sub(v128.load(x + stride, 16), v128.load(x + 5 * stride, 16));
    const e2r = f32x4.add(v128.load(x + 2 * stride), v128.load(x + 6 * stride));
    const e2i = f32x4.add(v128.load(x + 2 * stride, 16), v128.load(x + 6 * stride, 16));
    const o2r = f32x4.sub(v128.load(x + 2 * stride), v128.load(x + 6 * stride));
    const o2i = f32x4.sub(v128.load(x + 2 * stride, 16), v128.load(x + 6 * stride, 16));
    const e3r = f32x4.add(v128.load(x + 3 * stride), v128.load(x + 7 * stride));
    const e3i = f32x4.add(v128.load(x + 3 * stride, 16), v128.load(x + 7 * stride, 16));
    const o3r = f32x4.sub(v128.load(x + 3 * stride), v128.load(x + 7 * stride));
    const o3i = f32x4.sub(v128.load(x + 3 * stride, 16), v128.load(x + 7 * stride, 16));

    const er = f32x4.add(e0r, e2r);
    const ei = f32x4.add(e0i, e2i);
    const fr = f32x4.add(e1r, e3r);
    const fi = f32x4.add(e1i, e3i);
    const gr = f32x4.sub(e0r, e2r);
    const gi = f32x4.sub(e0i, e2i);
    // i (e1 - e3)
    const hr = f32x4.sub(e3i, e1i);
    const hi = f32x4.sub(e1r, e3r);
    put(y, f32x4.add(er, fr), f32x4.add(ei, fi));
    put(y + 4 * stride, f32x4.sub(er, fr), f32x4.sub(ei, fi));
    put(y + 2 * stride, f32x4.sub(gr, hr), f32x4.sub(gi, hi));
    put(y + 6 * stride, f32x4.add(gr, hr), f32x4.add(gi, hi));

    // The odd outputs: w = e^(-i pi / 4); o1 w, o2 w^2 = -i o2, o3 w^3.
    const t1r = f32x4.mul(diagonal, f32x4.add(o1r, o1i));
    const t1i = f32x4.mul(diagonal, f32x4.sub(o1i, o1r));
    const t3r = f32x4.mul(diagonal, f32x4.sub(o3i, o3r));
    const t3i = f32x4.neg(f32x4.mul(diagonal, f32x4.add(o3r, o3i)));
    const ur = f32x4.add(o0r, o2i);
    const ui = f32x4.sub(o0i, o2r);
    const vr = f32x4.add(t1r, t3r);
    const vi = f32x4.add(t1i, t3i);
    const wr = f32x4.sub(o0r, o2i);
    const wi = f32x4.add(o0i, o2r);
    // i (t1 - t3)
    const zr = f32x4.sub(t3i, t1i);
    const zi = f32x4.sub(t1r, t3r);
    put(y + stride, f32x4.add(ur, vr), f32x4.add(ui, vi));
    put(y + 5 * stride, f32x4.sub(ur, vr), f32x4.sub(ui, vi));
    put(y + 3 * stride, f32x4.sub(wr, zr), f32x4.sub(wi, zi));
    put(y + 7 * stride, f32x4.add(wr, zr), f32x4.add(wi, zi));
  }
}

// @ts-expect-error AssemblyScript's decorator
@inline
function put(target: usize, real: v128, imaginary: v128): void {
  v128.store(target, real);
  v128.store(target, imaginary, 16);
}

/** Twice the spectrum of the 256 real samples, from that of their pairs as complex values, for the bins that the filters touch. */
// @ts-expect-error AssemblyScript's decorator
@inline
function split(source: usize, twiddles: usize, firstBin: i32, lastBin: i32, target: usize): void {
  for (let bin: i32 = firstBin; bin <= lastBin; bin++) {
    const a = source + <usize>bin * COMPLEX;
    const b = source + (FFT_SIZE - <usize>bin) * COMPLEX;
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const evenR = f32x4.add(ar, br);
    const evenI = f32x4.sub(ai, bi);
    const oddR = f32x4.add(ai, bi);
    const oddI = f32x4.sub(br, ar);
    const c = v128.load32_splat(twiddles + (<usize>bin << 3));
    const s = v128.load32_splat(twiddles + (<usize>bin << 3), 4);
    const to = target + <usize>(bin - firstBin) * COMPLEX;
    put(
      to,
      f32x4.add(evenR, f32x4.sub(f32x4.mul(oddR, c), f32x4.mul(oddI, s))),
      f32x4.add(evenI, f32x4.add(f32x4.mul(oddR, s), f32x4.mul(oddI, c))),
    );
  }
}
