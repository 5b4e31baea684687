// Shared memory
/**
 * The optimisation of UMAP (McInnes, Healy & Melville 2018, algorithm 5) for one part of the rows and one epoch, four rows at once, one
 * in each lane.
 *
 * A part moves its own rows only, in `next`, and sees all others where the epoch before left them, in `seen`: so parts may run in any
 * order and on any number of threads and give the same bits. Each edge is in the graph in both directions and moves its
 * head only, with twice the force, which in the mean is what moving both ends is.
 */
import { power } from './lib/power';

/**
 * @param part 32-bit fields: `from`, `to` (its rows), `starts` (of the edges of each of its rows, one more than rows), `tails`, `weights`
 *   (1 for the heaviest edge of the graph; rows padded to multiples of four by edges of weight 0), `random` (4 states of xorshift32), `lists`
 *   (room for 8 lists of `capacity` and 4 numbers more), `capacity`, `chunks`, `spare` (the first of 4 rows behind the last that
 *   nobody reads), then `split` (5 rows from 0 on, which share the part among the lanes)
 * @param epoch from 1 on
 * @param rate the step size
 * @param seen, next `[row][x, y]` floats
 * @param tables see `layoutTables` (analysis/src/map/umap/tables.ts)
 */
export function epoch(part: usize, epoch: f32, rate: f32, seen: usize, next: usize, tables: usize): void {
  const from = load<u32>(part);
  const starts = load<u32>(part, 8);
  const tails = load<u32>(part, 12);
  const weights = load<u32>(part, 16);
  const lists = load<u32>(part, 24);
  const capacity = load<u32>(part, 28);
  const chunks = load<u32>(part, 32);
  const spare = load<u32>(part, 36);
  const split = part + 40;
  const rows = load<u32>(split, 16);
  memory.copy(next + (from << 3), seen + (from << 3), rows << 3);
  const listBytes = capacity << 2;
  for (let chunk: u32 = 0; chunk < chunks; chunk++) {
    let most: u32 = 0;
    for (let lane: u32 = 0; lane < 4; lane++) {
      const first = load<u32>(split + (lane << 2));
      const length = load<u32>(split + (lane << 2), 4) - first;
      const heads = lists + lane * 2 * listBytes;
      const count = due(
        first + (length * chunk) / chunks,
        first + (length * (chunk + 1)) / chunks,
        from,
        starts,
        tails,
        weights,
        epoch,
        heads,
        heads + listBytes,
        tables,
      );
      store<u32>(lists + 8 * listBytes + (lane << 2), count);
      most = max(most, count);
    }
    for (let lane: u32 = 0; lane < 4; lane++) {
      const heads = lists + lane * 2 * listBytes;
      for (let at = load<u32>(lists + 8 * listBytes + (lane << 2)); at < most; at++) {
        store<u32>(heads + (at << 2), spare + lane);
        store<u32>(heads + listBytes + (at << 2), spare + lane);
      }
    }
    move(part, most, rate, seen, next, tables);
  }
}

/** Lists heads and tails of the edges whose turn it is: an edge of weight w is drawn w times an epoch. */
function due(
  first: u32,
  end: u32,
  from: u32,
  starts: usize,
  tails: usize,
  weights: usize,
  epoch: f32,
  headList: usize,
  tailList: usize,
  tables: usize,
): u32 {
  let count: usize = 0;
  const now = f32x4.splat(epoch);
  const before = f32x4.splat(epoch - 1);
  for (let row = first; row < end; row++) {
    const head = i32x4.splat(row + from);
    const last = load<u32>(starts + (row << 2), 4);
    for (let edge = load<u32>(starts + (row << 2)); edge < last; edge += 4) {
      const weight = v128.load(weights + (edge << 2));
      const mask = i32x4.bitmask(
        f32x4.gt(f32x4.floor(f32x4.mul(weight, now)), f32x4.floor(f32x4.mul(weight, before))),
      );
      if (mask === 0) continue;
      v128.store(tailList + count, i8x16.swizzle(v128.load(tails + (edge << 2)), v128.load(tables + 512 + (mask << 4))));
      v128.store(headList + count, head);
      count += popcnt(mask) << 2;
    }
  }
  return <u32>count >> 2;
}

@inline
function at(positions: usize, row: u32): usize {
  return positions + ((<usize>row) << 3);
}

/** `[x, y]` of four rows: `xs` and `ys` of what this gives are the columns. */
@inline
function pairOf(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

@inline
function xs(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 0, 2, 4, 6);
}

@inline
function ys(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 1, 3, 5, 7);
}

@inline
function within(value: v128, bound: v128, negative: v128): v128 {
  return f32x4.pmax(f32x4.pmin(value, bound), negative);
}

@inline
function bounded(value: v128, tables: usize): v128 {
  return f32x4.pmax(f32x4.pmin(value, v128.load(tables, 384)), v128.load(tables, 400));
}

/** By how much of its distance from it a point is pushed by another, at a step size of 1. */
@inline
function pushed(dx: v128, dy: v128, a: v128, b: v128, repulsion: v128, tables: usize): v128 {
  const squared = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
  const raised = power(squared, b, tables);
  return f32x4.div(
    repulsion,
    f32x4.mul(f32x4.add(v128.load(tables, 336), squared), f32x4.add(v128.load(tables, 32), f32x4.mul(a, raised))),
  );
}

/** Four generators at once (xorshift32, Marsaglia 2003). */
@inline
function next4(state: v128): v128 {
  let next = v128.xor(state, i32x4.shl(state, 13));
  next = v128.xor(next, i32x4.shr_u(next, 17));
  return v128.xor(next, i32x4.shl(next, 5));
}

/** 24 random bits times (rows - 1) / 2^24; adding 2^23 rounds to a whole number in the low bits. */
@inline
function rowsFrom(state: v128, tables: usize): v128 {
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(state, 8)), v128.load(tables, 416));
  return v128.and(f32x4.add(scaled, v128.load(tables, 432)), v128.load(tables, 16));
}

/** Moves the heads listed: towards their tails, and away from rows drawn at random. */
function move(part: usize, count: u32, rate: f32, seen: usize, next: usize, tables: usize): void {
  const lists = load<u32>(part, 24);
  const listBytes = load<u32>(part, 28) << 2;
  const random = load<u32>(part, 20);
  const step = f32x4.splat(rate);
  const a = v128.load(tables, 256);
  const b = v128.load(tables, 272);
  const attraction = v128.load(tables, 288);
  const repulsion = v128.load(tables, 304);
  let state = v128.load(random);
  const quarter = count >> 2;
  const quarters = quarter << 2;
  for (let k: u32 = 0; k < count; k++) {
    // Edges of one row stand side by side in the list; taken a quarter of it apart, none waits for the one before.
    const place = k < quarters ? (k & 3) * quarter + (k >> 2) : k;
    const heads = lists + (place << 2);
    const p0 = at(next, load<u32>(heads));
    const p1 = at(next, load<u32>(heads + 2 * listBytes));
    const p2 = at(next, load<u32>(heads + 4 * listBytes));
    const p3 = at(next, load<u32>(heads + 6 * listBytes));
    let low = pairOf(p0, p1);
    let high = pairOf(p2, p3);
    let x = xs(low, high);
    let y = ys(low, high);

    const tails = heads + listBytes;
    low = pairOf(at(seen, load<u32>(tails)), at(seen, load<u32>(tails + 2 * listBytes)));
    high = pairOf(at(seen, load<u32>(tails + 4 * listBytes)), at(seen, load<u32>(tails + 6 * listBytes)));
    let dx = f32x4.sub(x, xs(low, high));
    let dy = f32x4.sub(y, ys(low, high));
    let squared = f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), v128.load(tables, 320));
    let raised = power(squared, b, tables);
    let force = f32x4.div(
      f32x4.mul(attraction, raised),
      f32x4.mul(squared, f32x4.add(v128.load(tables, 32), f32x4.mul(a, raised))),
    );
    x = f32x4.add(x, f32x4.mul(step, within(f32x4.mul(force, dx), v128.load(tables, 352), v128.load(tables, 368))));
    y = f32x4.add(y, f32x4.mul(step, within(f32x4.mul(force, dy), v128.load(tables, 352), v128.load(tables, 368))));

    // Two draws are five random rows for each lane: what one lane was dealt is dealt on to the next.
    state = next4(state);
    let drawn = rowsFrom(state, tables);
    low = pairOf(at(seen, i32x4.extract_lane(drawn, 0)), at(seen, i32x4.extract_lane(drawn, 1)));
    high = pairOf(at(seen, i32x4.extract_lane(drawn, 2)), at(seen, i32x4.extract_lane(drawn, 3)));
    let farX = xs(low, high);
    let farY = ys(low, high);
    dx = f32x4.sub(x, farX);
    dy = f32x4.sub(y, farY);
    force = pushed(dx, dy, a, b, repulsion, tables);
    let sumX = bounded(f32x4.mul(force, dx), tables);
    let sumY = bounded(f32x4.mul(force, dy), tables);
    farX = v128.shuffle<f32>(farX, farX, 1, 2, 3, 0);
    farY = v128.shuffle<f32>(farY, farY, 1, 2, 3, 0);
    dx = f32x4.sub(x, farX);
    dy = f32x4.sub(y, farY);
    force = pushed(dx, dy, a, b, repulsion, tables);
    sumX = f32x4.add(sumX, bounded(f32x4.mul(force, dx), tables));
    sumY = f32x4.add(sumY, bounded(f32x4.mul(force, dy), tables));
    farX = v128.shuffle<f32>(farX, farX, 1, 2, 3, 0);
    farY = v128.shuffle<f32>(farY, farY, 1, 2, 3, 0);
    dx = f32x4.sub(x, farX);
    dy = f32x4.sub(y, farY);
    force = pushed(dx, dy, a, b, repulsion, tables);
    sumX = f32x4.add(sumX, bounded(f32x4.mul(force, dx), tables));
    sumY = f32x4.add(sumY, bounded(f32x4.mul(force, dy), tables));
    state = next4(state);
    drawn = rowsFrom(state, tables);
    low = pairOf(at(seen, i32x4.extract_lane(drawn, 0)), at(seen, i32x4.extract_lane(drawn, 1)));
    high = pairOf(at(seen, i32x4.extract_lane(drawn, 2)), at(seen, i32x4.extract_lane(drawn, 3)));
    farX = xs(low, high);
    farY = ys(low, high);
    dx = f32x4.sub(x, farX);
    dy = f32x4.sub(y, farY);
    force = pushed(dx, dy, a, b, repulsion, tables);
    sumX = f32x4.add(sumX, bounded(f32x4.mul(force, dx), tables));
    sumY = f32x4.add(sumY, bounded(f32x4.mul(force, dy), tables));
    farX = v128.shuffle<f32>(farX, farX, 1, 2, 3, 0);
    farY = v128.shuffle<f32>(farY, farY, 1, 2, 3, 0);
    dx = f32x4.sub(x, farX);
    dy = f32x4.sub(y, farY);
    force = pushed(dx, dy, a, b, repulsion, tables);
    sumX = f32x4.add(sumX, bounded(f32x4.mul(force, dx), tables));
    sumY = f32x4.add(sumY, bounded(f32x4.mul(force, dy), tables));
    x = f32x4.add(x, f32x4.mul(step, sumX));
    y = f32x4.add(y, f32x4.mul(step, sumY));
    low = v128.shuffle<f32>(x, y, 0, 4, 1, 5);
    high = v128.shuffle<f32>(x, y, 2, 6, 3, 7);
    v128.store64_lane(p0, low, 0);
    v128.store64_lane(p1, low, 1);
    v128.store64_lane(p2, high, 0);
    v128.store64_lane(p3, high, 1);
  }
  v128.store(random, state);
}
