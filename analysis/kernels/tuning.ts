/** Spectral peaks of a block of 8 frames, counted by their loudness and their distance to the nearest semitone. */
import { log4 } from './lib/log';

/** Bits of a float that its loudness is told by: the exponent and 5 of the mantissa, 32 steps an octave. */
const LEVEL_SHIFT: i32 = 18;
const SEMITONES_PER_E: f32 = 17.312340490667562;

/** How peaks are counted: `[levels][steps]` of u32 at `counts`; what is quieter than the lowest level counts for it. */
@unmanaged
class Histogram {
  counts: usize;
  lowestLevel: i32;
  levels: i32;
  steps: i32;
  /** Semitones of bin 1 over a note of equal temperament. */
  semitone: f32;
  scratch: usize;
}

/** Counts the peaks of bins `from` to `to` that stand over `share` of the loudest bin of their frame. */
export function countPeaks(spectrum: usize, bins: i32, from: i32, to: i32, share: f32, histogram: usize): void {
  half(spectrum, bins, from, to, share, changetype<Histogram>(histogram));
  half(spectrum + 16, bins, from, to, share, changetype<Histogram>(histogram));
}

/** Four of the eight frames. */
function half(spectrum: usize, bins: i32, from: i32, to: i32, share: f32, histogram: Histogram): void {
  // Magnitudes are never negative, so that their bits are in order as integers, whose maximum is one instruction.
  let loudest = i32x4.splat(0);
  let loudestOdd = i32x4.splat(0);
  const end = spectrum + ((<usize>(bins - 1)) << 5);
  for (let at = spectrum; at < end; at += 64) {
    loudest = i32x4.max_s(loudest, v128.load(at));
    loudestOdd = i32x4.max_s(loudestOdd, v128.load(at, 32));
  }
  loudest = i32x4.max_s(i32x4.max_s(loudest, loudestOdd), v128.load(end));
  const threshold = f32x4.mul(loudest, f32x4.splat(share));

  let at = spectrum + ((<usize>from) << 5);
  let before = v128.load(at - 32);
  let value = v128.load(at);
  for (let bin = from; bin <= to; bin++, at += 32) {
    const after = v128.load(at, 32);
    // A neighbour under the threshold counts as zero in librosa, so that a peak needs only to beat those above it.
    const isPeak = v128.and(v128.and(f32x4.gt(value, threshold), f32x4.gt(value, before)), f32x4.ge(value, after));
    if (v128.any_true(isPeak)) count(isPeak, <f32>bin, before, value, after, histogram);
    before = value;
    value = after;
  }
}

@inline
function count(isPeak: v128, bin: f32, before: v128, value: v128, after: v128, histogram: Histogram): void {
  const slope = f32x4.mul(f32x4.sub(after, before), f32x4.splat(0.5));
  const curvature = f32x4.sub(f32x4.add(value, value), f32x4.add(before, after));
  const shift = f32x4.div(slope, curvature);
  const magnitude = f32x4.add(value, f32x4.mul(f32x4.mul(slope, shift), f32x4.splat(0.5)));
  const position = v128.bitselect(f32x4.add(f32x4.splat(bin), shift), f32x4.splat(1), isPeak);
  const semitones = f32x4.add(f32x4.mul(log4(position), f32x4.splat(SEMITONES_PER_E)), f32x4.splat(histogram.semitone + 0.5));
  const residual = f32x4.sub(semitones, f32x4.floor(semitones));
  const steps = histogram.steps;
  const step = i32x4.min_s(i32x4.trunc_sat_f32x4_s(f32x4.mul(residual, f32x4.splat(<f32>steps))), i32x4.splat(steps - 1));
  const bits = i32x4.sub(i32x4.shr_s(magnitude, LEVEL_SHIFT), i32x4.splat(histogram.lowestLevel));
  const level = i32x4.min_s(i32x4.max_s(bits, i32x4.splat(0)), i32x4.splat(histogram.levels - 1));
  v128.store(histogram.scratch, i32x4.shl(i32x4.add(i32x4.mul(level, i32x4.splat(steps)), step), 2));
  for (let lanes = i32x4.bitmask(isPeak); lanes != 0; lanes &= lanes - 1) {
    const cell = histogram.counts + load<u32>(histogram.scratch + ((<usize>ctz(lanes)) << 2));
    store<u32>(cell, load<u32>(cell) + 1);
  }
}
