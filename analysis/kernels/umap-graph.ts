// Shared memory
/** The fuzzy simplicial set of UMAP (McInnes, Healy & Melville 2018, algorithms 2 to 4) as a symmetric sparse matrix by rows. */
import { exp2 } from './lib/power';

const LOG2_E: f32 = 1.4426950408889634;
const FAR: f32 = 1e30;
const TOLERANCE: f32 = 1e-5;
const SMALLEST_SHARE: f32 = 1e-3;
const MOST_STEPS: i32 = 64;

/**
 * How much each neighbour of rows `from` to `to` belongs to them: 1 up to the nearest that is not equal to the row, then falling with the distance
 * so that the sum is `target`.
 * @param distances `[row][neighbours]`, nearest first, without the row itself
 * @param meanOfAll of all distances, the zeros of the rows themselves counted
 * @param room for `neighbours` floats and three more
 * @param weights `[row][neighbours]`
 */
export function memberships(
  from: u32,
  to: u32,
  neighbours: u32,
  distances: usize,
  target: f32,
  meanOfAll: f32,
  room: usize,
  weights: usize,
  tables: usize,
): void {
  const bytes = (<usize>neighbours) << 2;
  const padded = (bytes + 15) & ~15;
  for (let row = from; row < to; row++) {
    const own = distances + row * bytes;
    let nearest: f32 = 0;
    let sum: f32 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const distance = load<f32>(own + at);
      sum += distance;
      if (nearest === 0 && distance > 0) nearest = distance;
    }
    for (let at: usize = 0; at < padded; at += 4)
      store<f32>(room + at, at < bytes ? max<f32>(load<f32>(own + at) - nearest, 0) * LOG2_E : FAR);
    const mean = nearest > 0 ? sum / <f32>(neighbours + 1) : meanOfAll;
    const width = max(widthFor(target, room, padded, tables), SMALLEST_SHARE * mean);
    const falloff = f32x4.splat(width > 0 ? -1 / width : 0);
    for (let at: usize = 0; at < padded; at += 16)
      v128.store(room + at, exp2(f32x4.mul(v128.load(room + at), falloff), tables));
    memory.copy(weights + row * bytes, room, bytes);
    // A distance of the nearest or less counts fully, also where there is no width.
    for (let at: usize = 0; at < bytes; at += 4)
      if (load<f32>(own + at) <= nearest) store<f32>(weights + row * bytes + at, 1);
      else if (width === 0) store<f32>(weights + row * bytes + at, 0);
  }
}

function widthFor(target: f32, room: usize, bytes: usize, tables: usize): f32 {
  let low: f32 = 0;
  let high: f32 = Infinity;
  let width: f32 = 1;
  for (let step = 0; step < MOST_STEPS; step++) {
    const falloff = f32x4.splat(-1 / width);
    let sums = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const exponent = f32x4.mul(v128.load(room + at), falloff);
      sums = f32x4.add(sums, v128.and(exp2(exponent, tables), f32x4.gt(exponent, f32x4.splat(-125))));
    }
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      f32x4.extract_lane(sums, 2) +
      f32x4.extract_lane(sums, 3);
    if (abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = width;
    else low = width;
    width = high === Infinity ? width * 2 : (low + high) * 0.5;
  }
  return width;
}

/**
 * The union of the memberships with their transpose, a + b - a * b.
 * @param neighbours `[row][width]`, rows of each row
 * @param reverseStarts room for `rows + 2` integers
 * @param reverse room for as many integers and floats as there are memberships: who has a row as neighbour
 * @param marks room for `rows` integers
 * @param starts `rows + 1` integers out
 * @param tails, weights room for twice as many as there are memberships
 * @returns the number of edges
 */
export function unite(
  rows: u32,
  width: u32,
  neighbours: usize,
  memberships: usize,
  reverseStarts: usize,
  reverse: usize,
  reverseWeights: usize,
  marks: usize,
  starts: usize,
  tails: usize,
  weights: usize,
): u32 {
  turn(rows, width, neighbours, memberships, reverseStarts, reverse, reverseWeights);
  memory.fill(marks, 0xff, (<usize>rows) << 2);
  let count: i32 = 0;
  store<i32>(starts, 0);
  for (let row: u32 = 0; row < rows; row++) {
    const start = count;
    const own = (<usize>row) * width;
    for (let at = own; at < own + width; at++) {
      const weight = load<f32>(memberships + (at << 2));
      if (weight <= 0) continue;
      const tail = load<u32>(neighbours + (at << 2));
      store<u32>(tails + (count << 2), tail);
      store<f32>(weights + (count << 2), weight);
      store<i32>(marks + (tail << 2), count++);
    }
    const end = load<u32>(reverseStarts + (row << 2), 4);
    for (let at = load<u32>(reverseStarts + (row << 2)); at < end; at++) {
      const tail = load<u32>(reverse + (at << 2));
      const weight = load<f32>(reverseWeights + (at << 2));
      if (weight <= 0) continue;
      const known = load<i32>(marks + (tail << 2));
      if (known >= start) {
        const place = weights + (known << 2);
        const other = load<f32>(place);
        // Ordered, so that both directions of an edge have the same bits.
        store<f32>(place, min(weight, other) + max(weight, other) - weight * other);
      } else {
        store<u32>(tails + (count << 2), tail);
        store<f32>(weights + (count << 2), weight);
        count++;
      }
    }
    store<i32>(starts + (row << 2), count, 4);
  }
  return count;
}

/** Sorts memberships by neighbour, rows in order (counting sort). */
function turn(
  rows: u32,
  width: u32,
  neighbours: usize,
  memberships: usize,
  starts: usize,
  reverse: usize,
  reverseWeights: usize,
): void {
  memory.fill(starts, 0, (<usize>rows + 2) << 2);
  const all = (<usize>rows) * width;
  for (let at: usize = 0; at < all; at++) {
    const place = starts + (load<u32>(neighbours + (at << 2)) << 2);
    store<u32>(place, load<u32>(place, 8) + 1, 8);
  }
  for (let row: u32 = 1; row <= rows; row++) {
    const place = starts + (row << 2);
    store<u32>(place, load<u32>(place, 4) + load<u32>(place), 4);
  }
  for (let row: u32 = 0; row < rows; row++) {
    for (let at = (<usize>row) * width; at < (<usize>row + 1) * width; at++) {
      const place = starts + (load<u32>(neighbours + (at << 2)) << 2);
      const to = load<u32>(place, 4);
      store<u32>(place, to + 1, 4);
      store<u32>(reverse + (to << 2), row);
      store<f32>(reverseWeights + (to << 2), load<f32>(memberships + (at << 2)));
    }
  }
}

/**
 * The edges of rows `from` to `to` that are drawn at least once in `epochs`, their weights as shares of the `heaviest`, each row padded
 * to a multiple of four.
 * @returns how many
 */
export function edgesOfPart(
  from: u32,
  to: u32,
  starts: usize,
  tails: usize,
  weights: usize,
  heaviest: f32,
  epochs: f32,
  outStarts: usize,
  outTails: usize,
  outWeights: usize,
): u32 {
  let count: u32 = 0;
  store<u32>(outStarts, 0);
  for (let row = from; row < to; row++) {
    const end = load<u32>(starts + (row << 2), 4);
    for (let edge = load<u32>(starts + (row << 2)); edge < end; edge++) {
      const weight = load<f32>(weights + (edge << 2)) / heaviest;
      if (weight * epochs < 1) continue;
      store<u32>(outTails + (count << 2), load<u32>(tails + (edge << 2)));
      store<f32>(outWeights + (count << 2), weight);
      count++;
    }
    for (; (count & 3) !== 0; count++) {
      store<u32>(outTails + (count << 2), row);
      store<f32>(outWeights + (count << 2), 0);
    }
    store<u32>(outStarts + ((row - from) << 2), count, 4);
  }
  return count;
}
