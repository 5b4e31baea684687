import type { ThreadPool } from '../threads/index.ts';
import type { Found } from './compare.ts';
import type { Neighbours } from './nearest.ts';
import type { Packing } from './pack.ts';
import { ranges } from './ranges.ts';

/** The nearest of those that were found, by their distance in double precision. `checked`: all were compared with all, and none may be missed. */
export async function finish(
  packing: Packing,
  found: Found,
  { count, neighbours, pool, checked }: { count: number; neighbours: number; pool: ThreadPool; checked: boolean },
): Promise<Neighbours> {
  const { stored, ids, packed, pairs, squares, panels, errors, places } = packing;
  const indices = pool.arena.integers(count * neighbours);
  const distances = pool.arena.floats(count * neighbours);
  const lists = pool.arena.allocate(pool.threads * neighbours * 16);
  const worstError = errors.values.reduce((most, error) => Math.max(most, error), 0);
  await pool.run(
    'knn',
    'finish',
    ranges(places, 256).map((range) => [
      ...[...range, stored.rows, stored.dims, ids.pointer, found.size, found.keys, neighbours, indices.pointer],
      ...[distances.pointer, packed, pairs, squares, checked ? panels : 0, stored.scale, errors.pointer, worstError],
      ...[lists, found.locks],
    ]),
  );
  return { indices: indices.values.slice(), distances: distances.values.slice() };
}
