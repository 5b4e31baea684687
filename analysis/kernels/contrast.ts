/** Mean of the largest and of the smallest values of a band of 8 frames: `[bin][8]` in, `[8]` out. */
import { log4 } from './lib/log';

const DECIBELS_PER_E: f32 = 4.3429448190325175;

/** The most values that a mean is taken of. */
const MOST: i32 = 9;
const LARGEST: i32 = 0x7fffffff;

/**
 * @param from first bin, `to` exclusive; at least `count` bins
 * @param count 1 to 9
 * @param highest,lowest `[8]` each
 */
export function extremeMeans(spectrum: usize, from: i32, to: i32, count: i32, highest: usize, lowest: usize): void {
  const start = spectrum + ((<usize>from) << 5);
  const end = spectrum + ((<usize>to) << 5);
  for (let half: usize = 0; half < 32; half += 16) {
    if (count == 1) {
      v128.store(highest + half, highestMean(start + half, end, count, 1));
      v128.store(lowest + half, lowestMean(start + half, end, count, 1));
    } else if (count <= 3) {
      v128.store(highest + half, highestMean(start + half, end, count, 3));
      v128.store(lowest + half, lowestMean(start + half, end, count, 3));
    } else if (count <= 6) {
      v128.store(highest + half, highestMean(start + half, end, count, 6));
      v128.store(lowest + half, lowestMean(start + half, end, count, 6));
    } else {
      v128.store(highest + half, highestMean(start + half, end, count, MOST));
      v128.store(lowest + half, lowestMean(start + half, end, count, MOST));
    }
  }
}

/** 10 log10 of `count` values (a multiple of 4) in place. */
export function decibels(values: usize, count: i32, lowest: f32): void {
  const floor = f32x4.splat(lowest);
  for (const end = values + ((<usize>count) << 2); values < end; values += 16)
    v128.store(values, f32x4.mul(log4(f32x4.pmax(v128.load(values), floor)), f32x4.splat(DECIBELS_PER_E)));
}

// Magnitudes are never negative, so that their bits are in order as integers, whose extremes are one instruction each. A new value
// goes down a sorted list that lives in registers: it stays where it belongs and pushes the others on. Only the first `kept` places,
// a constant where this is inlined, are in use.

/** Of the `count` largest values of 4 frames; count <= kept. */
@inline
function highestMean(start: usize, end: usize, count: i32, kept: i32): v128 {
  let v0 = i32x4.splat(0);
  let v1 = i32x4.splat(0);
  let v2 = i32x4.splat(0);
  let v3 = i32x4.splat(0);
  let v4 = i32x4.splat(0);
  let v5 = i32x4.splat(0);
  let v6 = i32x4.splat(0);
  let v7 = i32x4.splat(0);
  let v8 = i32x4.splat(0);
  for (let at = start; at < end; at += 32) {
    let value = v128.load(at);
    { const kept0 = i32x4.max_s(v0, value); value = i32x4.min_s(v0, value); v0 = kept0; }
    if (kept > 1) { const kept1 = i32x4.max_s(v1, value); value = i32x4.min_s(v1, value); v1 = kept1; }
    if (kept > 2) { const kept2 = i32x4.max_s(v2, value); value = i32x4.min_s(v2, value); v2 = kept2; }
    if (kept > 3) { const kept3 = i32x4.max_s(v3, value); value = i32x4.min_s(v3, value); v3 = kept3; }
    if (kept > 4) { const kept4 = i32x4.max_s(v4, value); value = i32x4.min_s(v4, value); v4 = kept4; }
    if (kept > 5) { const kept5 = i32x4.max_s(v5, value); value = i32x4.min_s(v5, value); v5 = kept5; }
    if (kept > 6) { const kept6 = i32x4.max_s(v6, value); value = i32x4.min_s(v6, value); v6 = kept6; }
    if (kept > 7) { const kept7 = i32x4.max_s(v7, value); value = i32x4.min_s(v7, value); v7 = kept7; }
    if (kept > 8) { const kept8 = i32x4.max_s(v8, value); value = i32x4.min_s(v8, value); v8 = kept8; }
  }
  let sum = v0;
  if (kept > 1 && count > 1) sum = f32x4.add(sum, v1);
  if (kept > 2 && count > 2) sum = f32x4.add(sum, v2);
  if (kept > 3 && count > 3) sum = f32x4.add(sum, v3);
  if (kept > 4 && count > 4) sum = f32x4.add(sum, v4);
  if (kept > 5 && count > 5) sum = f32x4.add(sum, v5);
  if (kept > 6 && count > 6) sum = f32x4.add(sum, v6);
  if (kept > 7 && count > 7) sum = f32x4.add(sum, v7);
  if (kept > 8 && count > 8) sum = f32x4.add(sum, v8);
  return f32x4.div(sum, f32x4.splat(<f32>count));
}

/** Of the `count` smallest values of 4 frames; count <= kept. */
@inline
function lowestMean(start: usize, end: usize, count: i32, kept: i32): v128 {
  let v0 = i32x4.splat(LARGEST);
  let v1 = i32x4.splat(LARGEST);
  let v2 = i32x4.splat(LARGEST);
  let v3 = i32x4.splat(LARGEST);
  let v4 = i32x4.splat(LARGEST);
  let v5 = i32x4.splat(LARGEST);
  let v6 = i32x4.splat(LARGEST);
  let v7 = i32x4.splat(LARGEST);
  let v8 = i32x4.splat(LARGEST);
  for (let at = start; at < end; at += 32) {
    let value = v128.load(at);
    { const kept0 = i32x4.min_s(v0, value); value = i32x4.max_s(v0, value); v0 = kept0; }
    if (kept > 1) { const kept1 = i32x4.min_s(v1, value); value = i32x4.max_s(v1, value); v1 = kept1; }
    if (kept > 2) { const kept2 = i32x4.min_s(v2, value); value = i32x4.max_s(v2, value); v2 = kept2; }
    if (kept > 3) { const kept3 = i32x4.min_s(v3, value); value = i32x4.max_s(v3, value); v3 = kept3; }
    if (kept > 4) { const kept4 = i32x4.min_s(v4, value); value = i32x4.max_s(v4, value); v4 = kept4; }
    if (kept > 5) { const kept5 = i32x4.min_s(v5, value); value = i32x4.max_s(v5, value); v5 = kept5; }
    if (kept > 6) { const kept6 = i32x4.min_s(v6, value); value = i32x4.max_s(v6, value); v6 = kept6; }
    if (kept > 7) { const kept7 = i32x4.min_s(v7, value); value = i32x4.max_s(v7, value); v7 = kept7; }
    if (kept > 8) { const kept8 = i32x4.min_s(v8, value); value = i32x4.max_s(v8, value); v8 = kept8; }
  }
  let sum = v0;
  if (kept > 1 && count > 1) sum = f32x4.add(sum, v1);
  if (kept > 2 && count > 2) sum = f32x4.add(sum, v2);
  if (kept > 3 && count > 3) sum = f32x4.add(sum, v3);
  if (kept > 4 && count > 4) sum = f32x4.add(sum, v4);
  if (kept > 5 && count > 5) sum = f32x4.add(sum, v5);
  if (kept > 6 && count > 6) sum = f32x4.add(sum, v6);
  if (kept > 7 && count > 7) sum = f32x4.add(sum, v7);
  if (kept > 8 && count > 8) sum = f32x4.add(sum, v8);
  return f32x4.div(sum, f32x4.splat(<f32>count));
}
