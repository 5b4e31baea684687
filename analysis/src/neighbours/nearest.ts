import type { OnProgress, ThreadPool } from '../threads/index.ts';
import { rowsInCells } from './cells.ts';
import { comparing } from './compare.ts';
import { cellJobs, cellPairs, everyPair } from './jobs.ts';
import { finish } from './finish.ts';
import { inOrder, packRows, storeRows } from './pack.ts';
import { shareFound } from './recall.ts';
import { measureRows } from './rows.ts';
import { SPARE } from './sizes.ts';

/** The nearest rows of each row, without itself: nearest first, equal distances by index. */
export interface Neighbours {
  /** `count * neighbours`. */
  readonly indices: Int32Array;
  /** Euclidean. */
  readonly distances: Float32Array;
}

export interface NeighboursInput {
  readonly count: number;
  readonly dims: number;
  /** How many for each row, fewer than there are rows. */
  readonly neighbours: number;
  /** With room for `neighbourBytes`. */
  readonly pool: ThreadPool;
  readonly onProgress?: OnProgress;
}

/** Up to so many rows all are compared with all, and the neighbours are exact. */
export const EXACT_TO = 12_000;
/** Beyond, at least this share of them is found, as far as a sample of the rows can tell. */
export const RECALL = 0.99;

/**
 * The nearest neighbours of each of `count` rows (row-major) by Euclidean distance, computed in double precision.
 *
 * Up to `EXACT_TO` rows they are exact. Beyond, rows are divided into cells (k-means) and compared with those of the nearest
 * cells, more of them until a sample of rows compared with all others has found `RECALL` of its neighbours and some more (inverted
 * lists, Jégou, Douze & Schmid 2011); rows without any structure end at all against all. The same to the bit on any number of threads.
 *
 * @throws RangeError where a number is not finite (says which row), the sizes do not fit, or there are no more rows than neighbours
 */
export async function nearestNeighbours(
  rows: Float32Array,
  { count, dims, neighbours, pool, onProgress }: NeighboursInput,
): Promise<Neighbours> {
  if (!(Number.isInteger(neighbours) && neighbours >= 1 && neighbours < count))
    throw new RangeError(`${count} rows have at most ${count - 1} neighbours each, at least 1: not ${neighbours}.`);
  const measured = measureRows(rows, { count, dims });
  const stored = storeRows(rows, { ...measured, dims, pool });
  if (count <= EXACT_TO) {
    const packing = await packRows(stored, inOrder(count), pool);
    const found = comparing(packing, { size: neighbours + SPARE, pool });
    await found.compare(everyPair(packing), onProgress);
    return finish(packing, found, { count, neighbours, pool, among: packing.places, exact: true });
  }
  const { cells, packing } = await rowsInCells(stored, { count, pool });
  const found = comparing(packing, { size: neighbours + SPARE_IN_CELLS, pool });
  const pairs = cellPairs(cells);
  for (let probes = FIRST_PROBES, share = 0; share < RECALL + MARGIN && probes < 2 * cells.centres.length;) {
    await found.compare(cellJobs(packing, cells, pairs(probes)), onProgress);
    share = await shareFound(packing, found, { neighbours, pool });
    probes = Math.ceil(probes * (share < NEARLY ? 2 : 1.5));
  }
  return finish(packing, found, { count, neighbours, pool, among: packing.places, exact: false });
}

/** Cells miss some anyway. */
const SPARE_IN_CELLS = 4;
/** Cells that each is compared with at first, itself included. */
const FIRST_PROBES = 6;
/** From this share on, the next look is at half as many more cells, before at twice as many. */
const NEARLY = 0.95;
/** For the error of a recall that is told from a sample. */
const MARGIN = 0.003;
