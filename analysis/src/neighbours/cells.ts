import { seededRandom } from '../maths/random.ts';
import type { ThreadPool } from '../threads/index.ts';
import { makeLocks } from './locks.ts';
import { inOrder, LANES, packRows, type Packing, type StoredRows } from './pack.ts';
import { ranges } from './ranges.ts';

/** Rows divided by the nearest of some centres. */
export interface Cells {
  readonly centres: readonly Float32Array[];
  /** The first panel of each cell, and the end of the last. */
  readonly starts: readonly number[];
}

const ROWS_A_CELL = 256;
const SAMPLES_A_CELL = 48;
const ROUNDS = 4;

/** Divides rows into cells (Lloyd's k-means on a sample, then every row to its nearest centre) and packs them cell by cell. */
export async function rowsInCells(
  stored: StoredRows,
  { count, pool }: { count: number; pool: ThreadPool },
): Promise<{ cells: Cells; packing: Packing }> {
  const { dims } = stored;
  const rows = new Float32Array(pool.arena.memory.buffer, stored.rows, count * dims);
  const cellCount = Math.round(count / ROWS_A_CELL);
  const chosen = sampleOf(count, cellCount * SAMPLES_A_CELL);
  const { pointer, values } = pool.arena.floats(cellCount * dims);
  const centres = Array.from({ length: cellCount }, (_, cell) => values.subarray(cell * dims, (cell + 1) * dims));
  centres.forEach((centre, cell) => centre.set(rows.subarray(chosen[cell]! * dims, (chosen[cell]! + 1) * dims)));
  const toNearest = assigner({ ...stored, rows: pointer }, cellCount, pool);
  const sample = await packRows(stored, chosen, pool);
  for (let round = 0; round < ROUNDS; round++) moveCentres(centres, rows, chosen, await toNearest(sample));
  const nearest = await toNearest(await packRows(stored, inOrder(count), pool));
  const { order, starts } = orderOf(nearest.subarray(0, count), cellCount);
  return { cells: { centres, starts }, packing: await packRows(stored, order, pool) };
}

/** Different rows at random, in whole panels. */
function sampleOf(count: number, length: number): Int32Array {
  const random = seededRandom(1);
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const taken = Math.floor(Math.min(count, length) / LANES) * LANES;
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random() * (count - i));
    [rows[i], rows[other]] = [rows[other]!, rows[i]!];
  }
  return rows.slice(0, taken);
}

/** Gives the number of the nearest centre for each place, as the centres lie when it is asked. */
function assigner(centres: StoredRows, cellCount: number, pool: ThreadPool): (packing: Packing) => Promise<Int32Array> {
  const { arena, threads } = pool;
  const locks = makeLocks(pool);
  const scratch = arena.allocate(512 * threads);
  return async ({ places, panels, packed, pairs }) => {
    const columns = await packRows(centres, inOrder(cellCount), pool);
    const nearest = arena.integers(places);
    const calls = ranges(panels, 64).map((range) => [
      ...[...range, packed, pairs, columns.packed, columns.squares, columns.panels],
      ...[nearest.pointer, locks, scratch],
    ]);
    await pool.run('knn', 'assign', calls);
    // Where every centre is as far as can be, a filler of the last panel is nearer.
    return nearest.values.map((cell) => Math.min(cell, cellCount - 1));
  };
}

/** Each centre to the mean of its rows; one without any stays. */
function moveCentres(centres: Float32Array[], rows: Float32Array, chosen: Int32Array, nearest: Int32Array): void {
  const sums = centres.map((centre) => new Float64Array(centre.length));
  const sizes = new Int32Array(centres.length);
  chosen.forEach((row, i) => {
    const cell = nearest[i]!;
    const sum = sums[cell]!;
    const from = row * sum.length;
    for (let d = 0; d < sum.length; d++) sum[d]! += rows[from + d]!;
    sizes[cell]!++;
  });
  centres.forEach((centre, cell) => {
    if (sizes[cell] !== 0) centre.set(sums[cell]!.map((value) => value / sizes[cell]!));
  });
}

/** The rows cell by cell, each cell in whole panels. */
function orderOf(nearest: Int32Array, cellCount: number): { order: Int32Array; starts: number[] } {
  const sizes = new Int32Array(cellCount);
  for (const cell of nearest) sizes[cell]!++;
  const starts = [0];
  for (const size of sizes) starts.push(starts.at(-1)! + Math.ceil(size / LANES));
  const order = new Int32Array(starts.at(-1)! * LANES).fill(-1);
  const next = starts.map((panel) => panel * LANES);
  nearest.forEach((cell, row) => (order[next[cell]!++] = row));
  return { order, starts };
}
