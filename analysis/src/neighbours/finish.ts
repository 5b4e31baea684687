import type { ThreadPool } from '../threads/index.ts';
import type { Found } from './compare.ts';
import type { Neighbours } from './nearest.ts';
import { LANES, type Packing } from './pack.ts';
import { ranges } from './ranges.ts';

interface Finish {
  readonly count: number;
  readonly neighbours: number;
  readonly pool: ThreadPool;
  /** The first place whose neighbours are wanted; 0 where it is not given. */
  readonly from?: number;
  /** The neighbours come from so many places. */
  readonly among: number;
  /** Each was compared with all of them, so that none may be missed. */
  readonly exact: boolean;
}

/** The nearest of those that were found, by their distance in double precision; of rows that are not wanted nothing. */
export async function finish(
  packing: Packing,
  found: Found,
  { count, neighbours, pool, from = 0, among, exact }: Finish,
): Promise<Neighbours> {
  const { stored, ids, packed, pairs, squares, errors, places } = packing;
  const indices = pool.arena.integers(count * neighbours);
  const distances = pool.arena.floats(count * neighbours);
  const lists = pool.arena.allocate(pool.threads * neighbours * 16);
  const worstError = errors.values.reduce((most, error) => Math.max(most, error), 0);
  await pool.run(
    'knn',
    'finish',
    ranges(places - from, 256).map(([first, end]) => [
      ...[from + first, from + end, stored.rows, stored.dims, ids.pointer, found.size, found.keys, neighbours],
      ...[indices.pointer, distances.pointer, packed, pairs, squares, among / LANES, exact ? 1 : 0],
      ...[stored.scale, errors.pointer, worstError, lists, found.locks],
    ]),
  );
  return { indices: indices.values.slice(), distances: distances.values.slice() };
}
