/** Harmonic-percussive separation by medians of 31 over spectra: levels of 16 bits, medians along bins and frames, energies. */
import { mediansOf31 } from './lib/median-31';
import { sortTile } from './lib/tiles';

/** 8 vectors of 16 bytes. */
const TILE: usize = 128;

/** Levels are the upper bits of a 32-bit float from 2^-50 (and everything below) to 2^14, 512 steps an octave, in order of size. */
const LEVEL_SHIFT: i32 = 14;
const LEVEL_BASE: i32 = (127 - 50) << 23;
const LEVEL_HALF: i32 = 1 << (LEVEL_SHIFT - 1);

/**
 * Takes a block of 8 frames: its levels and their medians along the bins, both as tiles of 8 frames (a vector: 8 bins of a frame).
 * @param spectrum `[bin][8]` of f32
 * @param bins 16 or more
 * @param work room for `tiles + 5` tiles
 * @param sorted room for `tiles + 2` tiles
 * @param levels `tiles` tiles out, where `tiles` is bins / 8 rounded up; beyond the last bin 0
 * @param medians `tiles` tiles out
 */
export function takeBlock(spectrum: usize, bins: i32, work: usize, sorted: usize, levels: usize, medians: usize): void {
  const tiles = (bins + 7) >> 3;
  const first = work + 2 * TILE;
  toLevels(spectrum, bins, first);
  reflectEnds(first, bins);
  for (let tile = 0; tile < tiles + 2; tile++) {
    const at = <usize>tile * TILE;
    sortTile(first - TILE + at, sorted + at);
  }
  // The transposition reads a tile of medians at once; the room for it lies behind the last tile of levels.
  const scratch = first + (<usize>tiles + 2) * TILE;
  for (let tile = 0; tile < tiles; tile++) {
    const at = <usize>tile * TILE;
    const own = first + at;
    const a = sorted + at;
    mediansOf31(own - 2 * TILE, a, a + TILE, a + 2 * TILE, own + 2 * TILE, scratch, medians + at);
    transpose(medians + at, medians + at);
  }
  const end = first + <usize>tiles * TILE;
  for (let at = first + ((<usize>bins) << 4); at < end; at += 16) v128.store(at, i16x8.splat(0));
  for (let tile = 0; tile < tiles; tile++) transpose(first + <usize>tile * TILE, levels + <usize>tile * TILE);
}

/** Sorts each of a block's tiles along its frames. */
export function sortTiles(levels: usize, tiles: i32, sorted: usize): void {
  const end = levels + <usize>tiles * TILE;
  for (; levels < end; levels += TILE, sorted += TILE) sortTile(levels, sorted);
}

/** Copies a frame: the same vector of each tile of two blocks. */
export function copyFrame(from: usize, tiles: i32, to: usize): void {
  const end = from + <usize>tiles * TILE;
  for (; from < end; from += TILE, to += TILE) v128.store(to, v128.load(from));
}

/**
 * Energies of each frame of a block: `[frame][3][4]` of f32, to be summed over the 4: all energy e, and with the percussive share s of
 * a soft mask of power 2 the sums of e s and of e s².
 * @param levels tiles of the block; `before` those two blocks before, `after` those two blocks behind
 * @param a sorted tiles of the block before; b: of the block itself; c: of the block behind it
 * @param medians tiles of the block's medians along the bins
 * @param scratch room for two tiles
 */
export function measureBlock(
  before: usize,
  levels: usize,
  after: usize,
  a: usize,
  b: usize,
  c: usize,
  medians: usize,
  tiles: i32,
  scratch: usize,
  energies: usize,
): void {
  for (let at = energies; at < energies + 8 * 48; at += 16) v128.store(at, f32x4.splat(0));
  const harmonic = scratch + TILE;
  const end = <usize>tiles * TILE;
  for (let at: usize = 0; at < end; at += TILE) {
    mediansOf31(before + at, a + at, b + at, c + at, after + at, scratch, harmonic);
    for (let frame: usize = 0; frame < 8; frame++) {
      const vector = frame << 4;
      addEnergies(v128.load(levels + at + vector), v128.load(medians + at + vector), v128.load(harmonic + vector), energies + frame * 48);
    }
  }
}

@inline
function addEnergies(level: v128, percussive: v128, harmonic: v128, sums: usize): void {
  const pLow = squared(i32x4.extend_low_i16x8_s(percussive));
  const pHigh = squared(i32x4.extend_high_i16x8_s(percussive));
  const hLow = squared(i32x4.extend_low_i16x8_s(harmonic));
  const hHigh = squared(i32x4.extend_high_i16x8_s(harmonic));
  const sLow = f32x4.div(pLow, f32x4.add(pLow, hLow));
  const sHigh = f32x4.div(pHigh, f32x4.add(pHigh, hHigh));
  const eLow = squared(i32x4.extend_low_i16x8_s(level));
  const eHigh = squared(i32x4.extend_high_i16x8_s(level));
  const shareLow = f32x4.mul(eLow, sLow);
  const shareHigh = f32x4.mul(eHigh, sHigh);
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.add(eLow, eHigh)));
  v128.store(sums, f32x4.add(v128.load(sums, 16), f32x4.add(shareLow, shareHigh)), 16);
  v128.store(sums, f32x4.add(v128.load(sums, 32), f32x4.add(f32x4.mul(shareLow, sLow), f32x4.mul(shareHigh, sHigh))), 32);
}

/** The square of the magnitude that a level stands for. */
@inline
function squared(level: v128): v128 {
  const magnitude = i32x4.add(i32x4.shl(level, LEVEL_SHIFT), i32x4.splat(LEVEL_BASE));
  return f32x4.mul(magnitude, magnitude);
}

function toLevels(spectrum: usize, bins: i32, levels: usize): void {
  const offset = i32x4.splat(LEVEL_HALF - LEVEL_BASE);
  const end = spectrum + ((<usize>bins) << 5);
  for (; spectrum < end; spectrum += 32, levels += 16) {
    const low = i32x4.shr_s(i32x4.add(v128.load(spectrum), offset), LEVEL_SHIFT);
    const high = i32x4.shr_s(i32x4.add(v128.load(spectrum, 16), offset), LEVEL_SHIFT);
    v128.store(levels, i16x8.max_s(i16x8.narrow_i32x4_s(low, high), i16x8.splat(0)));
  }
}

/** Mirrors 16 vectors before the first and 23 behind the last, ends repeated. */
function reflectEnds(first: usize, bins: i32): void {
  const last = first + ((<usize>(bins - 1)) << 4);
  for (let at: usize = 0; at < 16 * 16; at += 16) v128.store(first - 16 - at, v128.load(first + at));
  for (let at: usize = 0; at < 23 * 16; at += 16) v128.store(last + 16 + at, v128.load(last - at));
}

/** Rows of 8 numbers of 16 bits become columns; in place too. */
function transpose(from: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from, 16);
  const r2 = v128.load(from, 32);
  const r3 = v128.load(from, 48);
  const r4 = v128.load(from, 64);
  const r5 = v128.load(from, 80);
  const r6 = v128.load(from, 96);
  const r7 = v128.load(from, 112);
  const a0 = v128.shuffle<i16>(r0, r1, 0, 8, 1, 9, 2, 10, 3, 11);
  const a1 = v128.shuffle<i16>(r0, r1, 4, 12, 5, 13, 6, 14, 7, 15);
  const a2 = v128.shuffle<i16>(r2, r3, 0, 8, 1, 9, 2, 10, 3, 11);
  const a3 = v128.shuffle<i16>(r2, r3, 4, 12, 5, 13, 6, 14, 7, 15);
  const a4 = v128.shuffle<i16>(r4, r5, 0, 8, 1, 9, 2, 10, 3, 11);
  const a5 = v128.shuffle<i16>(r4, r5, 4, 12, 5, 13, 6, 14, 7, 15);
  const a6 = v128.shuffle<i16>(r6, r7, 0, 8, 1, 9, 2, 10, 3, 11);
  const a7 = v128.shuffle<i16>(r6, r7, 4, 12, 5, 13, 6, 14, 7, 15);
  const b0 = v128.shuffle<i32>(a0, a2, 0, 4, 1, 5);
  const b1 = v128.shuffle<i32>(a0, a2, 2, 6, 3, 7);
  const b2 = v128.shuffle<i32>(a1, a3, 0, 4, 1, 5);
  const b3 = v128.shuffle<i32>(a1, a3, 2, 6, 3, 7);
  const b4 = v128.shuffle<i32>(a4, a6, 0, 4, 1, 5);
  const b5 = v128.shuffle<i32>(a4, a6, 2, 6, 3, 7);
  const b6 = v128.shuffle<i32>(a5, a7, 0, 4, 1, 5);
  const b7 = v128.shuffle<i32>(a5, a7, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(b0, b4, 0, 2));
  v128.store(to, v128.shuffle<i64>(b0, b4, 1, 3), 16);
  v128.store(to, v128.shuffle<i64>(b1, b5, 0, 2), 32);
  v128.store(to, v128.shuffle<i64>(b1, b5, 1, 3), 48);
  v128.store(to, v128.shuffle<i64>(b2, b6, 0, 2), 64);
  v128.store(to, v128.shuffle<i64>(b2, b6, 1, 3), 80);
  v128.store(to, v128.shuffle<i64>(b3, b7, 0, 2), 96);
  v128.store(to, v128.shuffle<i64>(b3, b7, 1, 3), 112);
}
