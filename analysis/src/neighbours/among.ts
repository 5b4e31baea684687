import { comparing } from './compare.ts';
import { finish } from './finish.ts';
import { knownAgainstNew } from './jobs.ts';
import { inOrder, packRows, storeRows } from './pack.ts';
import type { Neighbours, NeighboursInput } from './nearest.ts';
import { measureRows } from './rows.ts';
import { SPARE } from './sizes.ts';

/**
 * The nearest of the first `known` rows for each row behind them, exact, in double precision: nearest first, equal distances by
 * index. Entry 0 is that of row `known`.
 *
 * @throws RangeError where a number is not finite (says which row), the sizes do not fit, or fewer are known than `neighbours`
 */
export async function nearestAmong(
  rows: Float32Array,
  { count, known, dims, neighbours, pool, onProgress }: NeighboursInput & { readonly known: number },
): Promise<Neighbours> {
  if (!(Number.isInteger(neighbours) && neighbours >= 1 && neighbours <= known))
    throw new RangeError(`${known} rows can be at most ${known} neighbours, at least 1: not ${neighbours}.`);
  const stored = storeRows(rows, { ...measureRows(rows, { count, dims }), dims, pool });
  const first = inOrder(known);
  const order = Int32Array.from([...first, ...inOrder(count - known).map((row) => (row < 0 ? row : row + known))]);
  const packing = await packRows(stored, order, pool);
  const found = comparing(packing, { size: neighbours + SPARE, pool });
  await found.compare(knownAgainstNew(packing, first.length), onProgress);
  const all = await finish(packing, found, {
    count,
    neighbours,
    pool,
    from: first.length,
    among: first.length,
    exact: true,
  });
  return {
    indices: all.indices.slice(known * neighbours),
    distances: all.distances.slice(known * neighbours),
  };
}
