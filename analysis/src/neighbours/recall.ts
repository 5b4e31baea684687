import { seededRandom } from '../maths/random.ts';
import type { ThreadPool } from '../threads/index.ts';
import type { Found } from './compare.ts';
import type { Packing } from './pack.ts';

/** Places that are looked at: so many fours, next to each other. */
const FOURS = 96;

/** The share of the neighbours that were found, told from some places that are compared with all others. Rather too small than too large. */
export async function shareFound(
  packing: Packing,
  found: Found,
  { neighbours, pool }: { neighbours: number; pool: ThreadPool },
): Promise<number> {
  const { places, packed, pairs, squares, ids, panels } = packing;
  const random = seededRandom(1);
  const missing = pool.arena.integers(4 * FOURS);
  const rows = Array.from({ length: FOURS }, () => 4 * Math.floor((random() * places) / 4));
  await pool.run(
    'knn',
    'countMissing',
    rows.map((row, i) => [
      ...[row, packed, pairs, squares, ids.pointer, panels, found.size, found.keys, neighbours],
      ...[missing.pointer + 16 * i, found.locks, found.scratch],
    ]),
  );
  let looked = 0;
  let lost = 0;
  rows.forEach((row, i) => {
    for (let lane = 0; lane < 4; lane++) {
      if (ids.values[row + lane]! < 0) continue;
      looked++;
      lost += Math.min(neighbours, missing.values[4 * i + lane]!);
    }
  });
  return looked === 0 ? 1 : 1 - lost / (looked * neighbours);
}
