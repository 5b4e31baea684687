// Shared memory: see README.md.
/**
 * The nearest rows of each row, by comparing them in blocks.
 *
 * Rows are compared as 16-bit integers: a product of eight pairs takes one instruction, sums have no rounding, so that no order of
 * the work can change a bit. Who might be among the nearest is then compared again in double precision (`finish`), and
 * the error of the integers is bounded, so that a row whose nearest are in doubt is looked at once more.
 *
 * Packed rows: panels of 8 rows, `pairs` steps of 8 lanes x 2 components each (32 bytes a step). Positions are places in that order;
 * `ids` gives the row at each, -1 where a panel is filled up.
 *
 * Kept: for each position a max-heap of `size` keys, the squared distance in the high and the row in the low 32 bits, so that equal
 * distances go by row. `limits` repeats the worst distance of each. Every thread has a set of its own; `merge` makes one of them.
 */

const LANES = 8;
const PANEL_STEP = 32;

/** Packs rows `ids[from..to)` as `round(scale * (row - mean))`; squares of their lengths; how far each rounding was (length of the error). */
export function pack(
  rows: usize, dims: i32, mean: usize, scale: f64, ids: usize, from: i32, to: i32, packed: usize, pairs: i32, squares: usize, errors: usize,
): void {
  const panelBytes = <usize>pairs * PANEL_STEP;
  for (let at = from; at < to; at++) {
    const id = load<i32>(ids + (<usize>at << 2));
    const target = packed + <usize>(at / LANES) * panelBytes + (<usize>(at & 7) << 2);
    let square: i32 = 0;
    let error: f64 = 0;
    for (let d = 0; d < 2 * pairs; d++) {
      let rounded: i32 = 0;
      if (id >= 0 && d < dims) {
        const value = scale * (<f64>load<f32>(rows + ((<usize>id * dims + d) << 2)) - load<f64>(mean + (<usize>d << 3)));
        const near = nearest<f64>(value);
        error += (value - near) * (value - near);
        rounded = <i32>near;
      }
      store<i16>(target + <usize>(d >> 1) * PANEL_STEP + (<usize>(d & 1) << 1), <i16>rounded);
      square += rounded * rounded;
    }
    // A filler is far from everything; what is measured to it stays within 31 bits.
    store<i32>(squares + (<usize>at << 2), id >= 0 ? square : 0x3fffffff);
    store<f32>(errors + (<usize>at << 2), <f32>sqrt(error) * <f32>1.000001);
  }
}

/** Empties the heaps of positions [from, to). Fillers want nobody. */
export function clear(keys: usize, limits: usize, size: i32, ids: usize, from: i32, to: i32): void {
  for (let at = from; at < to; at++) {
    const heap = keys + <usize>at * size * 8;
    for (let k = 0; k < size; k++) store<i64>(heap + (<usize>k << 3), NOBODY);
    store<i32>(limits + (<usize>at << 2), load<i32>(ids + (<usize>at << 2)) >= 0 ? FARTHEST : -1);
  }
}

/**
 * Does jobs [from, to): each four panel numbers, rows r0..r1 against columns c0..c1, and both are told of each other. Panels of one
 * kind compare their rows with each other once: a row panel meets column panels from itself on.
 *
 * `locks`: one integer a set of heaps; the sets follow each other `setBytes` apart in `keys`, `limitBytes` apart in `limits`.
 * `scratch`: 512 bytes a set.
 */
export function compare(
  jobs: usize, from: i32, to: i32, packed: usize, pairs: i32, squares: usize, ids: usize, size: i32,
  locks: usize, keys: usize, setBytes: usize, limits: usize, limitBytes: usize, scratch: usize,
): void {
  const set = takeSet(locks);
  for (let job = from; job < to; job++) {
    const at = jobs + (<usize>job << 4);
    block(
      load<i32>(at), load<i32>(at, 4), load<i32>(at, 8), load<i32>(at, 12),
      packed, pairs, squares, ids, size, keys + set * setBytes, limits + set * limitBytes, scratch + (set << 9),
    );
  }
  atomic.store<i32>(locks + (set << 2), 0);
}

/** A set that no other thread uses: there is one for each. The locks end with a -1. */
function takeSet(locks: usize): usize {
  let set: usize = 0;
  while (atomic.cmpxchg<i32>(locks + (set << 2), 0, 1) != 0) {
    set++;
    if (load<i32>(locks + (set << 2)) < 0) set = 0;
  }
  return set;
}

function block(
  r0: i32, r1: i32, c0: i32, c1: i32, packed: usize, pairs: i32, squares: usize, ids: usize, size: i32,
  keys: usize, limits: usize, scratch: usize,
): void {
  const panelBytes = <usize>pairs * PANEL_STEP;
  for (let cp = c0; cp < c1; cp++) {
    const columns = packed + <usize>cp * panelBytes;
    const columnsEnd = columns + panelBytes;
    const cs0 = v128.load(squares + (<usize>cp << 5));
    const cs1 = v128.load(squares + (<usize>cp << 5), 16);
    const last = min(r1, cp + 1);
    for (let rp = r0; rp < last; rp++) {
      for (let half = 0; half < 2; half++) {
        products(packed + <usize>rp * panelBytes + (<usize>half << 4), columns, columnsEnd, scratch);
        const row = (rp << 3) + (half << 2);
        const rows = squares + (<usize>row << 2), near = limits + (<usize>row << 2);
        const cl0 = v128.load(limits + (<usize>cp << 5)), cl1 = v128.load(limits + (<usize>cp << 5), 16);
        let hits: i32 = 0;
        for (let r = 0; r < 4; r++) {
          const at = scratch + (<usize>r << 5);
          const square = v128.load32_splat(rows + (<usize>r << 2)), limit = v128.load32_splat(near + (<usize>r << 2));
          const d0 = distance(square, cs0, v128.load(at)), d1 = distance(square, cs1, v128.load(at, 16));
          v128.store(at, d0);
          v128.store(at, d1, 16);
          hits |= (i32x4.bitmask(near4(d0, limit, cl0)) | (i32x4.bitmask(near4(d1, limit, cl1)) << 4)) << (r << 3);
        }
        while (hits) {
          const hit = ctz(hits);
          hits &= hits - 1;
          meet(row + (hit >> 3), (cp << 3) + (hit & 7), load<i32>(scratch + (<usize>hit << 2)), ids, size, keys, limits);
        }
      }
    }
  }
}

/** The products of 4 rows (lanes of a panel from `a` on) with the 8 columns of a panel: 4 x 8 integers to `out`. */
function products(a: usize, b: usize, end: usize, out: usize): void {
  let p00 = i32x4.splat(0), p01 = i32x4.splat(0), p10 = i32x4.splat(0), p11 = i32x4.splat(0);
  let p20 = i32x4.splat(0), p21 = i32x4.splat(0), p30 = i32x4.splat(0), p31 = i32x4.splat(0);
  while (b < end) {
    let u = v128.load(b), w = v128.load(b, 16), s = v128.load32_splat(a);
    p00 = i32x4.add(p00, i32x4.dot_i16x8_s(s, u)); p01 = i32x4.add(p01, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 4);
    p10 = i32x4.add(p10, i32x4.dot_i16x8_s(s, u)); p11 = i32x4.add(p11, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 8);
    p20 = i32x4.add(p20, i32x4.dot_i16x8_s(s, u)); p21 = i32x4.add(p21, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 12);
    p30 = i32x4.add(p30, i32x4.dot_i16x8_s(s, u)); p31 = i32x4.add(p31, i32x4.dot_i16x8_s(s, w));
    u = v128.load(b, 32); w = v128.load(b, 48); s = v128.load32_splat(a, 32);
    p00 = i32x4.add(p00, i32x4.dot_i16x8_s(s, u)); p01 = i32x4.add(p01, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 36);
    p10 = i32x4.add(p10, i32x4.dot_i16x8_s(s, u)); p11 = i32x4.add(p11, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 40);
    p20 = i32x4.add(p20, i32x4.dot_i16x8_s(s, u)); p21 = i32x4.add(p21, i32x4.dot_i16x8_s(s, w));
    s = v128.load32_splat(a, 44);
    p30 = i32x4.add(p30, i32x4.dot_i16x8_s(s, u)); p31 = i32x4.add(p31, i32x4.dot_i16x8_s(s, w));
    a += 64; b += 64;
  }
  v128.store(out, p00); v128.store(out, p01, 16); v128.store(out, p10, 32); v128.store(out, p11, 48);
  v128.store(out, p20, 64); v128.store(out, p21, 80); v128.store(out, p30, 96); v128.store(out, p31, 112);
}

/** The nearest of the packed centres (`centrePanels` of them) for each position of panels [from, to); equal ones by number. */
export function assign(
  from: i32, to: i32, packed: usize, pairs: i32, centres: usize, centreSquares: usize, centrePanels: i32, nearestOf: usize, locks: usize, scratches: usize,
): void {
  const set = takeSet(locks);
  const scratch = scratches + (set << 9);
  const panelBytes = <usize>pairs * PANEL_STEP;
  for (let panel = from; panel < to; panel++) {
    for (let half = 0; half < 2; half++) {
      const rows = packed + <usize>panel * panelBytes + (<usize>half << 4);
      for (let r = 0; r < 4; r++) {
        v128.store(scratch + 128 + (<usize>r << 5), i32x4.splat(FARTHEST));
        v128.store(scratch + 128 + (<usize>r << 5), i32x4.splat(0), 16);
      }
      for (let c = 0; c < centrePanels; c++) {
        const columns = centres + <usize>c * panelBytes;
        products(rows, columns, columns + panelBytes, scratch);
        const s0 = v128.load(centreSquares + (<usize>c << 5)), s1 = v128.load(centreSquares + (<usize>c << 5), 16);
        const i0 = i32x4.add(i32x4.splat(c << 3), i32x4(0, 1, 2, 3)), i1 = i32x4.add(i0, i32x4.splat(4));
        for (let r = 0; r < 4; r++) {
          const at = scratch + (<usize>r << 5), best = at + 128;
          // The row's own square is the same for all centres.
          const d0 = i32x4.sub(s0, i32x4.shl(v128.load(at), 1)), d1 = i32x4.sub(s1, i32x4.shl(v128.load(at, 16), 1));
          let least = v128.load(best), who = v128.load(best, 16);
          let nearer = i32x4.lt_s(d0, least);
          least = v128.bitselect(d0, least, nearer); who = v128.bitselect(i0, who, nearer);
          nearer = i32x4.lt_s(d1, least);
          v128.store(best, v128.bitselect(d1, least, nearer));
          v128.store(best, v128.bitselect(i1, who, nearer), 16);
        }
      }
      for (let r = 0; r < 4; r++) {
        const best = scratch + 128 + (<usize>r << 5);
        let least = load<i32>(best), who = load<i32>(best, 16);
        for (let l = 1; l < 4; l++) {
          const d = load<i32>(best + (<usize>l << 2)), w = load<i32>(best + (<usize>l << 2), 16);
          if (d < least || (d == least && w < who)) { least = d; who = w; }
        }
        store<i32>(nearestOf + (<usize>((panel << 3) + (half << 2) + r) << 2), who);
      }
    }
  }
  atomic.store<i32>(locks + (set << 2), 0);
}

/**
 * How many of the `count` nearest may be missing among what positions row..row+4 kept: those nearer, by their integers, than the worst
 * of the best `count` kept that are not kept themselves. Four integers to `missing`.
 */
export function countMissing(
  row: i32, packed: usize, pairs: i32, squares: usize, ids: usize, panels: i32, size: i32, keys: usize, count: i32, missing: usize, locks: usize, scratches: usize,
): void {
  const set = takeSet(locks);
  const scratch = scratches + (set << 9);
  const panelBytes = <usize>pairs * PANEL_STEP;
  const a = packed + <usize>(row >> 3) * panelBytes + (<usize>(row & 7) << 2);
  for (let r = 0; r < 4; r++) {
    const worst = worstOf(keys + <usize>(row + r) * size * 8, size, count);
    store<i64>(scratch + 128 + (<usize>r << 3), worst);
    // Itself and the `count` that are kept are found too.
    store<i32>(missing + (<usize>r << 2), -count - 1);
  }
  for (let panel = 0; panel < panels; panel++) {
    const columns = packed + <usize>panel * panelBytes;
    products(a, columns, columns + panelBytes, scratch);
    const c0 = v128.load(squares + (<usize>panel << 5)), c1 = v128.load(squares + (<usize>panel << 5), 16);
    for (let r = 0; r < 4; r++) {
      const at = scratch + (<usize>r << 5);
      const square = v128.load32_splat(squares + (<usize>(row + r) << 2));
      const worst = load<i64>(scratch + 128 + (<usize>r << 3));
      const limit = i32x4.splat(<i32>(worst >> 32));
      const d0 = distance(square, c0, v128.load(at)), d1 = distance(square, c1, v128.load(at, 16));
      let hits: i32 = i32x4.bitmask(i32x4.le_s(d0, limit)) | (i32x4.bitmask(i32x4.le_s(d1, limit)) << 4);
      if (hits == 0) continue;
      v128.store(at, d0);
      v128.store(at, d1, 16);
      while (hits) {
        const lane = ctz(hits);
        hits &= hits - 1;
        const id = load<i32>(ids + (<usize>((panel << 3) + lane) << 2));
        if (id < 0) continue;
        const own = (panel << 3) + lane == row + r;
        if (own || keyOf(load<i32>(at + (<usize>lane << 2)), id) <= worst)
          store<i32>(missing + (<usize>r << 2), load<i32>(missing + (<usize>r << 2)) + 1);
      }
    }
  }
  atomic.store<i32>(locks + (set << 2), 0);
}

/** The worst of the best `count` keys of a heap. */
function worstOf(heap: usize, size: i32, count: i32): i64 {
  let last: i64 = -1;
  for (let k = 0; k < count; k++) {
    let next = NOBODY;
    for (let i = 0; i < size; i++) {
      const key = load<i64>(heap + (<usize>i << 3));
      if (key > last && key < next) next = key;
    }
    last = next;
  }
  return last;
}
@inline function distance(row: v128, columns: v128, product: v128): v128 {
  return i32x4.sub(i32x4.add(row, columns), i32x4.shl(product, 1));
}
@inline function near4(distances: v128, row: v128, columns: v128): v128 {
  return v128.or(i32x4.le_s(distances, row), i32x4.le_s(distances, columns));
}

function meet(row: i32, column: i32, apart: i32, ids: usize, size: i32, keys: usize, limits: usize): void {
  if (column <= row) return;
  const a = load<i32>(ids + (<usize>row << 2)), b = load<i32>(ids + (<usize>column << 2));
  if (a < 0 || b < 0) return;
  offer(keys + <usize>row * size * 8, limits + (<usize>row << 2), size, keyOf(apart, b));
  offer(keys + <usize>column * size * 8, limits + (<usize>column << 2), size, keyOf(apart, a));
}
@inline function keyOf(apart: i32, id: i32): i64 {
  return (<i64>apart << 32) | <i64>id;
}

const FARTHEST: i32 = 0x7fffffff;
const NOBODY: i64 = 0x7fffffffffffffff;

/** Keeps a key in the place of the worst where it is better. */
@inline function offer(heap: usize, limit: usize, size: i32, key: i64): void {
  if (key >= load<i64>(heap)) return;
  sink(heap, size, key);
  store<i32>(limit, <i32>(load<i64>(heap) >> 32));
}

function sink(heap: usize, size: i32, key: i64): void {
  let at: i32 = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    let worst = load<i64>(heap + (<usize>child << 3));
    if (child + 1 < size) {
      const other = load<i64>(heap + (<usize>(child + 1) << 3));
      if (other > worst) { worst = other; child++; }
    }
    if (worst <= key) break;
    store<i64>(heap + (<usize>at << 3), worst);
    at = child;
  }
  store<i64>(heap + (<usize>at << 3), key);
}

/** Adds what the other sets of heaps kept for positions [from, to) to the first. */
export function merge(from: i32, to: i32, sets: i32, size: i32, keys: usize, setBytes: usize, limits: usize): void {
  for (let set = 1; set < sets; set++) {
    for (let at = from; at < to; at++) {
      const heap = keys + <usize>at * size * 8;
      const other = heap + <usize>set * setBytes;
      for (let k = 0; k < size; k++) offer(heap, limits + (<usize>at << 2), size, load<i64>(other + (<usize>k << 3)));
    }
  }
}

/**
 * For positions [from, to): the `count` nearest of those that were kept, by their distance in double precision, then by row, into
 * `indices` and `distances` of the row. Where somebody who was not kept might be nearer (the integers are `errors` off, at most
 * `worstError` for the others), all `panels` are gone through again, unless not `checked`. Gives how many rows that were.
 *
 * `scratch`: 16 bytes for each of `count`.
 */
export function finish(
  from: i32, to: i32, rows: usize, dims: i32, ids: usize, size: i32, keys: usize, count: i32, indices: usize, distances: usize,
  packed: usize, pairs: i32, squares: usize, panels: i32, checked: i32, scale: f64, errors: usize, worstError: f64, scratches: usize, locks: usize,
): i32 {
  const set = takeSet(locks);
  const scratch = scratches + set * (<usize>count << 4);
  let again: i32 = 0;
  for (let at = from; at < to; at++) {
    const id = load<i32>(ids + (<usize>at << 2));
    if (id < 0) continue;
    const heap = keys + <usize>at * size * 8;
    const limit = load<i64>(heap) >> 32;
    let kept: i32 = 0;
    for (let k = 0; k < size; k++) {
      const key = load<i64>(heap + (<usize>k << 3));
      if (key != NOBODY) kept = insert(scratch, kept, count, apart(rows, dims, id, <i32>key), <i32>key);
    }
    if (kept < count) {
      // Cells of few rows were all that it was compared with.
      again++;
      goThrough(at, id, <f64>FARTHEST, rows, dims, ids, count, packed, pairs, squares, panels, scratch);
    } else if (checked && limit < <i64>FARTHEST) {
      const worst = load<f64>(scratch + (<usize>(count - 1) << 4));
      const reach = scale * sqrt(worst) + <f64>load<f32>(errors + (<usize>at << 2)) + worstError;
      const bound = reach * reach + 1;
      if (worst > 0 && <f64>limit <= bound) {
        again++;
        goThrough(at, id, bound, rows, dims, ids, count, packed, pairs, squares, panels, scratch);
      }
    }
    const to = <usize>id * count;
    for (let k = 0; k < count; k++) {
      store<i32>(indices + ((to + k) << 2), load<i32>(scratch + (<usize>k << 4), 8));
      store<f32>(distances + ((to + k) << 2), <f32>sqrt(load<f64>(scratch + (<usize>k << 4))));
    }
  }
  atomic.store<i32>(locks + (set << 2), 0);
  return again;
}

/** All rows whose integers are within `bound` of those at a position, in double precision. */
function goThrough(
  at: i32, id: i32, bound: f64, rows: usize, dims: i32, ids: usize, count: i32, packed: usize, pairs: i32, squares: usize, panels: i32, scratch: usize,
): void {
  const panelBytes = <usize>pairs * PANEL_STEP;
  const own = packed + <usize>(at >> 3) * panelBytes + (<usize>(at & 7) << 2);
  const square = v128.load32_splat(squares + (<usize>at << 2));
  const limit = i32x4.splat(<i32>min<f64>(bound, 2147483647.0));
  let kept: i32 = 0;
  for (let panel = 0; panel < panels; panel++) {
    let a = own, b = packed + <usize>panel * panelBytes;
    const end = b + panelBytes;
    let p = i32x4.splat(0), q = i32x4.splat(0);
    while (b < end) {
      const s = v128.load32_splat(a);
      p = i32x4.add(p, i32x4.dot_i16x8_s(s, v128.load(b)));
      q = i32x4.add(q, i32x4.dot_i16x8_s(s, v128.load(b, 16)));
      a += 32; b += 32;
    }
    p = i32x4.le_s(distance(square, v128.load(squares + (<usize>panel << 5)), p), limit);
    q = i32x4.le_s(distance(square, v128.load(squares + (<usize>panel << 5), 16), q), limit);
    let hits: i32 = i32x4.bitmask(p) | (i32x4.bitmask(q) << 4);
    while (hits) {
      const other = load<i32>(ids + (<usize>((panel << 3) + ctz(hits)) << 2));
      hits &= hits - 1;
      if (other >= 0 && other != id) kept = insert(scratch, kept, count, apart(rows, dims, id, other), other);
    }
  }
}

/** Keeps a row among the nearest `count`, in the order of distance, then row. */
function insert(list: usize, kept: i32, count: i32, square: f64, id: i32): i32 {
  if (kept == count && !before(square, id, list + (<usize>(count - 1) << 4))) return kept;
  let at = kept < count ? kept : count - 1;
  while (at > 0 && before(square, id, list + (<usize>(at - 1) << 4))) {
    v128.store(list + (<usize>at << 4), v128.load(list + (<usize>(at - 1) << 4)));
    at--;
  }
  store<f64>(list + (<usize>at << 4), square);
  store<i32>(list + (<usize>at << 4), id, 8);
  return min(kept + 1, count);
}
@inline function before(square: f64, id: i32, other: usize): bool {
  const its = load<f64>(other);
  return square < its || (square == its && id < load<i32>(other, 8));
}

/** The squared distance of two rows in double precision, always summed in the same order. */
function apart(rows: usize, dims: i32, i: i32, j: i32): f64 {
  let a = rows + ((<usize>i * dims) << 2), b = rows + ((<usize>j * dims) << 2);
  let sum = f64x2.splat(0), other = f64x2.splat(0);
  let d: i32 = 0;
  for (; d + 4 <= dims; d += 4) {
    const u = v128.load(a), w = v128.load(b);
    const x = f64x2.sub(f64x2.promote_low_f32x4(u), f64x2.promote_low_f32x4(w));
    const y = f64x2.sub(f64x2.promote_low_f32x4(high(u)), f64x2.promote_low_f32x4(high(w)));
    sum = f64x2.add(sum, f64x2.mul(x, x));
    other = f64x2.add(other, f64x2.mul(y, y));
    a += 16; b += 16;
  }
  sum = f64x2.add(sum, other);
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  for (; d < dims; d++) {
    const x = <f64>load<f32>(a) - <f64>load<f32>(b);
    total += x * x;
    a += 4; b += 4;
  }
  return total;
}
@inline function high(v: v128): v128 {
  return i64x2.shuffle(v, v, 1, 1);
}
