import { log4 } from './lib/log';
import { column0, column1, column2, column3 } from './lib/transpose';

/** Squares the |STFT| of a block of eight frames where it is. */
export function squareBlock(block: usize, bins: usize): void {
  const end = block + (bins << 5);
  for (; block < end; block += 16) {
    const value = v128.load(block);
    v128.store(block, f32x4.mul(value, value));
  }
}

/**
 * Mel bands of a block `[bin][8]`, compressed: scale · ln(max(gain · band + bias, floor)) + offset.
 * @param filters a band: first bin, number of bins (u32 each)
 * @param weights of all bands, one after another
 * @param scratch room for `[band][8]`
 * @param output f32 `[8][bands]`; `bands` is a multiple of four
 */
export function logMelBlock(
  block: usize,
  filters: usize,
  weights: usize,
  bands: usize,
  scratch: usize,
  output: usize,
  gain: f32,
  bias: f32,
  floor: f32,
  scale: f32,
  offset: f32,
): void {
  const end = scratch + (bands << 5);
  for (let band = scratch; band < end; band += 32, filters += 8) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let bin = block + (<usize>load<u32>(filters) << 5);
    for (let left = load<u32>(filters, 4); left > 0; left--, bin += 32, weights += 4) {
      const weight = v128.load32_splat(weights);
      low = f32x4.add(low, f32x4.mul(v128.load(bin), weight));
      high = f32x4.add(high, f32x4.mul(v128.load(bin, 16), weight));
    }
    v128.store(band, low);
    v128.store(band, high, 16);
  }
  for (let at = scratch; at < end; at += 16) {
    const value = f32x4.add(f32x4.mul(v128.load(at), f32x4.splat(gain)), f32x4.splat(bias));
    const logarithm = log4(f32x4.pmax(value, f32x4.splat(floor)));
    v128.store(at, f32x4.add(f32x4.mul(logarithm, f32x4.splat(scale)), f32x4.splat(offset)));
  }
  toRows(scratch, bands, output);
  toRows(scratch + 16, bands, output + (bands << 4));
}

/** Four frames of `[band][8]` as rows of bands. */
function toRows(scratch: usize, bands: usize, output: usize): void {
  const row = bands << 2;
  const end = output + row;
  for (; output < end; output += 16, scratch += 128) {
    const a = v128.load(scratch);
    const b = v128.load(scratch, 32);
    const c = v128.load(scratch, 64);
    const d = v128.load(scratch, 96);
    v128.store(output, column0(a, b, c, d));
    v128.store(output + row, column1(a, b, c, d));
    v128.store(output + 2 * row, column2(a, b, c, d));
    v128.store(output + 3 * row, column3(a, b, c, d));
  }
}
