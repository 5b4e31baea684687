/**
 * What the shape of a spectrum is made of, for a block of 8 frames: `[bin][8]` magnitudes in, `[6][8]` out: centroid, bandwidth and
 * roll-off in bins; of the power: its sum, and the sum of its logarithms as exponents of two and the product of the mantissas.
 */

/** Bins whose moments are taken from a near origin, so that single precision loses nothing to cancellation. Even. */
const GROUP: i32 = 32;
const MANTISSA: i32 = 0x7fffff;
const ONE: i32 = 0x3f800000;

/** @param groups room for 3 * ceil(bins / 32) * 8 floats */
export function shape(spectrum: usize, bins: i32, rolloffShare: f32, powerFloor: f32, groups: usize, out: usize): void {
  half(spectrum, bins, rolloffShare, powerFloor, groups, out);
  half(spectrum + 16, bins, rolloffShare, powerFloor, groups, out + 16);
}

/** Four of the eight frames. */
function half(spectrum: usize, bins: i32, rolloffShare: f32, powerFloor: f32, groups: usize, out: usize): void {
  const floor = f32x4.splat(powerFloor);
  const mantissaMask = i32x4.splat(MANTISSA);
  const one = i32x4.splat(ONE);
  let power = f32x4.splat(0);
  // Logarithms are summed as exponents, and as one product of what is left of the numbers.
  let exponents = i32x4.splat(0);
  let product = f32x4.splat(1);
  let total = f32x4.splat(0);
  let moment = f32x4.splat(0);

  let group = groups;
  for (let start = 0; start < bins; start += GROUP, group += 48) {
    const end = min(start + GROUP, bins);
    // Running sums of running sums weigh a bin by its distance to the end of the group: 1, x and x (x + 1) / 2.
    let sum = f32x4.splat(0);
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let groupPower = f32x4.splat(0);
    let at = spectrum + ((<usize>start) << 5);
    let bin = start;
    for (; bin + 1 < end; bin += 2, at += 64) {
      const a = v128.load(at);
      const b = v128.load(at, 32);
      sum = f32x4.add(sum, a);
      first = f32x4.add(first, sum);
      second = f32x4.add(second, first);
      sum = f32x4.add(sum, b);
      first = f32x4.add(first, sum);
      second = f32x4.add(second, first);
      const powerA = f32x4.pmax(f32x4.mul(a, a), floor);
      const powerB = f32x4.pmax(f32x4.mul(b, b), floor);
      groupPower = f32x4.add(groupPower, f32x4.add(powerA, powerB));
      const both = f32x4.mul(powerA, powerB);
      exponents = i32x4.add(exponents, i32x4.shr_u(both, 23));
      product = f32x4.mul(product, v128.or(v128.and(both, mantissaMask), one));
    }
    if (bin < end) {
      const a = v128.load(at);
      sum = f32x4.add(sum, a);
      first = f32x4.add(first, sum);
      second = f32x4.add(second, first);
      const powerA = f32x4.pmax(f32x4.mul(a, a), floor);
      groupPower = f32x4.add(groupPower, powerA);
      exponents = i32x4.add(exponents, i32x4.shr_u(powerA, 23));
      product = f32x4.mul(product, v128.or(v128.and(powerA, mantissaMask), one));
    }
    exponents = i32x4.add(exponents, i32x4.sub(i32x4.shr_u(product, 23), i32x4.splat(127)));
    product = v128.or(v128.and(product, mantissaMask), one);
    power = f32x4.add(power, groupPower);
    total = f32x4.add(total, sum);
    // The end of the group, from which x counts down.
    moment = f32x4.add(moment, f32x4.sub(f32x4.mul(sum, f32x4.splat(<f32>end)), first));
    v128.store(group, sum);
    v128.store(group, first, 16);
    v128.store(group, second, 32);
  }

  const sounding = f32x4.gt(total, f32x4.splat(0));
  const divisor = v128.bitselect(total, f32x4.splat(1), sounding);
  const centroid = f32x4.div(moment, divisor);
  const threshold = f32x4.mul(total, f32x4.splat(rolloffShare));

  let spread = f32x4.splat(0);
  let reached = f32x4.splat(0);
  let before = f32x4.splat(0);
  let passed = i32x4.splat(0);
  group = groups;
  for (let start = 0; start < bins; start += GROUP, group += 48) {
    const end = min(start + GROUP, bins);
    const sum = v128.load(group);
    const first = v128.load(group, 16);
    const second = v128.load(group, 32);
    const distance = f32x4.sub(f32x4.splat(<f32>end), centroid);
    const squares = f32x4.sub(f32x4.add(second, second), first);
    const crossed = f32x4.mul(distance, f32x4.sub(f32x4.mul(distance, sum), f32x4.add(first, first)));
    spread = f32x4.add(spread, f32x4.add(crossed, squares));
    reached = f32x4.add(reached, sum);
    const below = f32x4.lt(reached, threshold);
    passed = i32x4.sub(passed, below);
    before = v128.bitselect(reached, before, below);
  }
  spread = f32x4.pmax(f32x4.splat(0), spread);
  v128.store(out, centroid);
  v128.store(out, f32x4.sqrt(f32x4.div(spread, divisor)), 32);
  v128.store(out, power, 96);
  const taken = i32x4.splat(127 * ((bins + 1) >> 1));
  v128.store(out, f32x4.convert_i32x4_s(i32x4.sub(exponents, taken)), 128);
  v128.store(out, product, 160);

  v128.store(groups, threshold);
  v128.store(groups, before, 16);
  v128.store(groups, i32x4.shl(passed, 5), 32);
  for (let lane: usize = 0; lane < 4; lane++) storeRolloff(spectrum, bins, groups, out, lane << 2);
}

/** The first bin at which the sum from below reaches the threshold; the last bin where rounding hides it. */
@inline
function storeRolloff(spectrum: usize, bins: i32, found: usize, out: usize, lane: usize): void {
  const threshold = load<f32>(found + lane);
  let sum = load<f32>(found + lane, 16);
  let bin = load<i32>(found + lane, 32);
  for (; bin < bins - 1; bin++) {
    sum += load<f32>(spectrum + ((<usize>bin) << 5) + lane);
    if (sum >= threshold) break;
  }
  store<f32>(out + lane, <f32>min(bin, bins - 1), 64);
}
