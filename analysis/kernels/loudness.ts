/** K-weighted energy of two channels at once, and what their sum and difference hold. */

/** Feedback that has faded this far is nothing: it would only slow the arithmetic down on its way to the smallest numbers. */
const FADED: f64 = 1e-60;

/**
 * Adds the energy of two channels behind both stages of K-weighting (ITU-R BS.1770-4), each a biquad in direct form I.
 * @param coefficients f64: b0, b1, b2, a1, a2 of the shelf; a1, a2 of the high-pass, whose b are 1, -2, 1
 * @param state f64 pairs (left, right): two inputs, two outputs of the shelf, two outputs of the high-pass, the latest first; then
 *   the energy
 */
export function addWeighted(left: usize, right: usize, samples: i32, coefficients: usize, state: usize): void {
  const b0 = v128.load64_splat(coefficients);
  const b1 = v128.load64_splat(coefficients, 8);
  const b2 = v128.load64_splat(coefficients, 16);
  const a1 = v128.load64_splat(coefficients, 24);
  const a2 = v128.load64_splat(coefficients, 32);
  const c1 = v128.load64_splat(coefficients, 40);
  const c2 = v128.load64_splat(coefficients, 48);
  let x1 = v128.load(state);
  let x2 = v128.load(state, 16);
  let y1 = v128.load(state, 32);
  let y2 = v128.load(state, 48);
  let z1 = v128.load(state, 64);
  let z2 = v128.load(state, 80);
  let energy = v128.load(state, 96);
  const end = left + ((<usize>samples) << 2);
  for (; left < end; left += 4, right += 4) {
    const x = f64x2.promote_low_f32x4(v128.load_lane<f32>(right, v128.load_zero<f32>(left), 1));
    // The latest output comes in last: it is what the next sample waits for.
    const shelfInput = f64x2.add(f64x2.mul(b0, x), f64x2.add(f64x2.mul(b1, x1), f64x2.mul(b2, x2)));
    const y = f64x2.sub(f64x2.sub(shelfInput, f64x2.mul(a2, y2)), f64x2.mul(a1, y1));
    const highPassInput = f64x2.sub(f64x2.add(y, y2), f64x2.add(y1, y1));
    const z = f64x2.sub(f64x2.sub(highPassInput, f64x2.mul(c2, z2)), f64x2.mul(c1, z1));
    energy = f64x2.add(energy, f64x2.mul(z, z));
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
  }
  v128.store(state, x1);
  v128.store(state, x2, 16);
  v128.store(state, alive(y1), 32);
  v128.store(state, alive(y2), 48);
  v128.store(state, alive(z1), 64);
  v128.store(state, alive(z2), 80);
  v128.store(state, energy, 96);
}

@inline
function alive(value: v128): v128 {
  return v128.and(value, f64x2.gt(f64x2.abs(value), f64x2.splat(FADED)));
}

/**
 * Adds the energies of left + right and of left - right to `energies` (two f64).
 * @param samples values beyond them, up to a multiple of 4, must be 0
 */
export function addMidSide(left: usize, right: usize, samples: i32, energies: usize): void {
  let mid = f32x4.splat(0);
  let side = f32x4.splat(0);
  const end = left + ((<usize>samples) << 2);
  for (; left < end; left += 16, right += 16) {
    const l = v128.load(left);
    const r = v128.load(right);
    const sum = f32x4.add(l, r);
    const difference = f32x4.sub(l, r);
    mid = f32x4.add(mid, f32x4.mul(sum, sum));
    side = f32x4.add(side, f32x4.mul(difference, difference));
  }
  store<f64>(energies, load<f64>(energies) + total(mid));
  store<f64>(energies, load<f64>(energies, 8) + total(side), 8);
}

@inline
function total(sums: v128): f64 {
  const pairs = f64x2.add(f64x2.promote_low_f32x4(sums), f64x2.promote_low_f32x4(v128.shuffle<i64>(sums, sums, 1, 0)));
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

/**
 * Adds a channel to a mix, or begins the mix with it, and scales the whole.
 * @param samples taken up to a multiple of 4
 */
export function mix(channel: usize, isFirst: bool, scale: f32, samples: i32, target: usize): void {
  const kept = i32x4.splat(isFirst ? 0 : -1);
  const factor = f32x4.splat(scale);
  const end = channel + ((<usize>samples) << 2);
  for (; channel < end; channel += 16, target += 16) {
    const sum = f32x4.add(v128.and(v128.load(target), kept), v128.load(channel));
    v128.store(target, f32x4.mul(sum, factor));
  }
}
