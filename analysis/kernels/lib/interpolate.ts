import { column0, column1, column2, column3 } from './transpose';

/**
 * Interpolation at a rational ratio: output n is the filter of phase (`phase` + n · `down`) mod `up` over the `taps` samples from
 * floor((`phase` + n · `down`) / `up`) after `source` on. Writes a multiple of four: up to three more than `count`.
 * @param filters `[up][taps]` floats
 * @param taps a multiple of four
 */
export function interpolateExact(
  source: usize,
  filters: usize,
  taps: usize,
  up: u32,
  down: u32,
  phase: u32,
  output: usize,
  count: u32,
): void {
  const whole = <usize>(down / up) << 2;
  const rest = down % up;
  const row = taps << 2;
  for (let n: u32 = 0; n < count; n += 4, output += 16) {
    const a = dot(source, filters + phase * row, row);
    source += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      source += 4;
    }
    const b = dot(source, filters + phase * row, row);
    source += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      source += 4;
    }
    const c = dot(source, filters + phase * row, row);
    source += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      source += 4;
    }
    const d = dot(source, filters + phase * row, row);
    source += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      source += 4;
    }
    v128.store(
      output,
      f32x4.add(
        f32x4.add(column0(a, b, c, d), column1(a, b, c, d)),
        f32x4.add(column2(a, b, c, d), column3(a, b, c, d)),
      ),
    );
  }
}

/**
 * As `interpolateExact` for ratios of too many phases: `filters` holds `rows` + 1 phases from 0 to 1 and what lies between two of them is
 * taken in proportion.
 */
export function interpolateBetween(
  source: usize,
  filters: usize,
  taps: usize,
  rows: u32,
  up: u32,
  down: u32,
  phase: u32,
  output: usize,
  count: u32,
): void {
  const whole = <usize>(down / up) << 2;
  const rest = down % up;
  const row = taps << 2;
  const scale = <f64>rows / <f64>up;
  for (let n: u32 = 0; n < count; n++, output += 4) {
    const place = <f64>phase * scale;
    const low = <u32>place;
    const share = f32x4.splat(<f32>(place - <f64>low));
    const filter = filters + low * row;
    let sum = f32x4.splat(0);
    for (let tap: usize = 0; tap < row; tap += 16) {
      const before = v128.load(filter + tap);
      const after = v128.load(filter + row + tap);
      const value = f32x4.add(before, f32x4.mul(share, f32x4.sub(after, before)));
      sum = f32x4.add(sum, f32x4.mul(value, v128.load(source + tap)));
    }
    const pairs = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
    store<f32>(output, f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1));
    source += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      source += 4;
    }
  }
}

@inline
function dot(samples: usize, filter: usize, bytes: usize): v128 {
  let sum = f32x4.mul(v128.load(samples), v128.load(filter));
  for (let tap: usize = 16; tap < bytes; tap += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(samples + tap), v128.load(filter + tap)));
  }
  return sum;
}
