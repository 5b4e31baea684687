/** Mel bands of blocks of 8 frames in decibels, and what is made of them: cepstral coefficients. */
import { log4 } from './lib/log';

const DECIBELS_PER_E: f32 = 4.3429448190325175;
/** Coefficients that are summed side by side, in registers. */
const TOGETHER: i32 = 5;

/**
 * Mel power in decibels, `[bin][8]` magnitudes to `[band][8]`.
 * @param edges `bands + 2` integers: edge m is the first bin over the lower end of band m, so that up to edge m + 1 bins belong to the rising
 *   side of band m and to the falling side of band m - 1
 * @param weights `[bin][2]`: rising, falling
 * @returns the loudest value
 */
export function melDecibels(spectrum: usize, bands: i32, edges: usize, weights: usize, powerFloor: f32, out: usize): f32 {
  const floor = f32x4.splat(powerFloor);
  const scale = f32x4.splat(DECIBELS_PER_E);
  let loudest = f32x4.splat(-1000);
  let risenA = f32x4.splat(0);
  let risenB = f32x4.splat(0);
  for (let band = 0; band <= bands; band++, edges += 4) {
    let risingA = f32x4.splat(0);
    let risingB = f32x4.splat(0);
    let fallingA = risenA;
    let fallingB = risenB;
    const to = load<i32>(edges, 4);
    for (let bin = load<i32>(edges); bin < to; bin++) {
      const at = spectrum + ((<usize>bin) << 5);
      const weight = weights + ((<usize>bin) << 3);
      const a = v128.load(at);
      const b = v128.load(at, 16);
      const powerA = f32x4.mul(a, a);
      const powerB = f32x4.mul(b, b);
      const up = v128.load32_splat(weight);
      const down = v128.load32_splat(weight, 4);
      risingA = f32x4.add(risingA, f32x4.mul(powerA, up));
      risingB = f32x4.add(risingB, f32x4.mul(powerB, up));
      fallingA = f32x4.add(fallingA, f32x4.mul(powerA, down));
      fallingB = f32x4.add(fallingB, f32x4.mul(powerB, down));
    }
    if (band > 0) {
      const decibelsA = f32x4.mul(log4(f32x4.pmax(fallingA, floor)), scale);
      const decibelsB = f32x4.mul(log4(f32x4.pmax(fallingB, floor)), scale);
      v128.store(out, decibelsA);
      v128.store(out, decibelsB, 16);
      loudest = f32x4.pmax(loudest, f32x4.pmax(decibelsA, decibelsB));
      out += 32;
    }
    risenA = risingA;
    risenB = risingB;
  }
  return max(
    max(f32x4.extract_lane(loudest, 0), f32x4.extract_lane(loudest, 1)),
    max(f32x4.extract_lane(loudest, 2), f32x4.extract_lane(loudest, 3)),
  );
}

/** Raises what lies under the floor to it. */
export function raise(rows: usize, bands: i32, floorDecibels: f32): void {
  const floor = f32x4.splat(floorDecibels);
  for (const end = rows + ((<usize>bands) << 5); rows < end; rows += 16)
    v128.store(rows, f32x4.pmax(v128.load(rows), floor));
}

/**
 * Cepstral coefficients by an orthonormal DCT-II of `[band][8]`, whose even rows are symmetric and odd ones antisymmetric: sums and
 * differences of opposite bands are all that it needs.
 * @param basis `[parity][coefficients of it / 5][bands / 2][5]`
 * @param folded room for 2 * bands / 2 * 8 floats
 * @param out `[parity][coefficients of it][8]`
 */
export function cepstrum(rows: usize, bands: i32, coefficients: i32, basis: usize, folded: usize, out: usize): void {
  const half = (<usize>bands) << 4;
  for (let near: usize = 0, far = (half << 1) - 32; near < half; near += 32, far -= 32) {
    for (let lanes: usize = 0; lanes < 32; lanes += 16) {
      const a = v128.load(rows + near + lanes);
      const b = v128.load(rows + far + lanes);
      v128.store(folded + near + lanes, f32x4.add(a, b));
      v128.store(folded + half + near + lanes, f32x4.sub(a, b));
    }
  }
  const groups = coefficients / (2 * TOGETHER);
  const groupBytes = ((<usize>bands) >> 1) * 4 * TOGETHER;
  for (let parity = 0; parity < 2; parity++, folded += half) {
    for (let group = 0; group < groups; group++, basis += groupBytes, out += 32 * TOGETHER) fiveSums(folded, half, basis, out);
  }
}

@inline
function fiveSums(values: usize, bytes: usize, basis: usize, out: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let a4 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let b4 = f32x4.splat(0);
  for (const end = values + bytes; values < end; values += 32, basis += 4 * TOGETHER) {
    const a = v128.load(values);
    const b = v128.load(values, 16);
    let weight = v128.load32_splat(basis);
    a0 = f32x4.add(a0, f32x4.mul(a, weight));
    b0 = f32x4.add(b0, f32x4.mul(b, weight));
    weight = v128.load32_splat(basis, 4);
    a1 = f32x4.add(a1, f32x4.mul(a, weight));
    b1 = f32x4.add(b1, f32x4.mul(b, weight));
    weight = v128.load32_splat(basis, 8);
    a2 = f32x4.add(a2, f32x4.mul(a, weight));
    b2 = f32x4.add(b2, f32x4.mul(b, weight));
    weight = v128.load32_splat(basis, 12);
    a3 = f32x4.add(a3, f32x4.mul(a, weight));
    b3 = f32x4.add(b3, f32x4.mul(b, weight));
    weight = v128.load32_splat(basis, 16);
    a4 = f32x4.add(a4, f32x4.mul(a, weight));
    b4 = f32x4.add(b4, f32x4.mul(b, weight));
  }
  v128.store(out, a0);
  v128.store(out, b0, 16);
  v128.store(out, a1, 32);
  v128.store(out, b1, 48);
  v128.store(out, a2, 64);
  v128.store(out, b2, 80);
  v128.store(out, a3, 96);
  v128.store(out, b3, 112);
  v128.store(out, a4, 128);
  v128.store(out, b4, 144);
}

/** `[band][8]` to `[8][band]`; bands a multiple of 4. */
export function transpose(rows: usize, bands: i32, out: usize): void {
  const stride = (<usize>bands) << 2;
  for (const end = out + stride; out < end; rows += 128, out += 16) {
    fourByFour(rows, out, stride);
    fourByFour(rows + 16, out + (stride << 2), stride);
  }
}

@inline
function fourByFour(rows: usize, out: usize, stride: usize): void {
  const a = v128.load(rows);
  const b = v128.load(rows, 32);
  const c = v128.load(rows, 64);
  const d = v128.load(rows, 96);
  const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(lowAB, lowCD, 0, 1, 4, 5));
  v128.store(out + stride, v128.shuffle<f32>(lowAB, lowCD, 2, 3, 6, 7));
  v128.store(out + 2 * stride, v128.shuffle<f32>(highAB, highCD, 0, 1, 4, 5));
  v128.store(out + 3 * stride, v128.shuffle<f32>(highAB, highCD, 2, 3, 6, 7));
}
