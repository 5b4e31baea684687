import type { Buffered } from '../kernels/index.ts';
import type { ThreadPool } from '../threads/index.ts';
import { ranges } from './ranges.ts';
import type { RowMeasures } from './rows.ts';

/** A panel of packed rows holds so many. */
export const LANES = 8;
/** The farthest row from the mean is so long in integers, so that squared distances stay within 31 bits. */
const INTEGER_REACH = 22_500;

/** Rows in a pool's memory, and how they become integers; but for `dims` and `scale` pointers. */
export interface StoredRows {
  readonly rows: number;
  readonly dims: number;
  readonly mean: number;
  readonly scale: number;
}

/** Rows as kernels/knn.ts compares them. `packed`, `squares` and `errors` are pointers or hold one. */
export interface Packing {
  readonly stored: StoredRows;
  /** The row at each place, -1 for a filler. */
  readonly ids: Buffered<Int32Array>;
  readonly places: number;
  readonly panels: number;
  /** Pairs of components, filled up. */
  readonly pairs: number;
  readonly packed: number;
  readonly squares: number;
  /** How far each row's rounding took it, in integer steps. */
  readonly errors: Buffered<Float32Array>;
}

export function storeRows(
  rows: Float32Array,
  { mean, reach, dims, pool: { arena } }: RowMeasures & { dims: number; pool: ThreadPool },
): StoredRows {
  const means = arena.doubles(dims);
  means.values.set(mean);
  const scale = reach > 0 ? INTEGER_REACH / reach : 1;
  if (rows.buffer === arena.memory.buffer) return { rows: rows.byteOffset, dims, mean: means.pointer, scale };
  const own = arena.floats(rows.length);
  own.values.set(rows);
  return { rows: own.pointer, dims, mean: means.pointer, scale };
}

/** The rows 0..count as they come. */
export function inOrder(count: number): Int32Array {
  return Int32Array.from({ length: Math.ceil(count / LANES) * LANES }, (_, place) => (place < count ? place : -1));
}

/** Packs rows in an order (-1: a filler; whole panels). */
export async function packRows(stored: StoredRows, order: Int32Array, pool: ThreadPool): Promise<Packing> {
  const { arena } = pool;
  const places = order.length;
  // Two pairs a step of the kernel.
  const pairs = Math.ceil(stored.dims / 4) * 2;
  const ids = arena.integers(places);
  ids.values.set(order);
  const packed = arena.allocate(places * pairs * 4);
  const squares = arena.allocate(places * 4);
  const errors = arena.floats(places);
  const { rows, dims, mean, scale } = stored;
  await pool.run(
    'knn',
    'pack',
    ranges(places, 1024).map((range) => [
      ...[rows, dims, mean, scale, ids.pointer, ...range],
      ...[packed, pairs, squares, errors.pointer],
    ]),
  );
  return { stored, ids, places, panels: places / LANES, pairs, packed, squares, errors };
}
