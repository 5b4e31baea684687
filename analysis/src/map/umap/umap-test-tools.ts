import { seededRandom } from '../../maths/random.ts';
import { withPool } from '../../threads/index.ts';
import type { UmapInput } from './input.ts';
import { layOutUmap, umapBytes } from './lay-out-umap.ts';
import type { Rows } from './rows.ts';

/** Row by row what `row` gives for its number. */
export function rowsOf(count: number, dims: number, row: (index: number) => readonly number[]): Rows {
  const values = new Float32Array(count * dims);
  for (let i = 0; i < count; i++) values.set(row(i), i * dims);
  return { values, count, dims };
}

/** Clouds around centres far from each other, row i in cloud i modulo `clouds`. */
export function clouds(count: number, { clouds: many = 5, dims = 12, apart = 20, seed = 1 } = {}): Rows {
  const random = seededRandom(seed);
  const centres = Array.from({ length: many }, () => Array.from({ length: dims }, () => apart * random()));
  return rowsOf(count, dims, (i) => centres[i % many]!.map((value) => value + random() + random() - 1));
}

export async function layOut(
  { values, count, dims }: Rows,
  { threads = 1, ...more }: Partial<UmapInput> & { threads?: number } = {},
) {
  const input = { count, dims, neighbours: 15, minDist: 0.1, seed: 42, ...more };
  const bytes = umapBytes({ ...input, threads });
  return withPool({ threads, bytes }, (pool) => layOutUmap(values, { ...input, pool }));
}

/**
 * How far neighbours on the map are neighbours among the rows (Venna & Kaski 2001): 1 where all are, about a half for
 * points anywhere.
 */
export function trustworthiness({ values, count, dims }: Rows, layout: Float32Array, k: number): number {
  let penalty = 0;
  for (let row = 0; row < count; row++) {
    const far = squaresFrom(values, dims, row);
    const near = squaresFrom(layout, 2, row);
    const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== row);
    const nearest = others.toSorted((a, b) => near[a]! - near[b]!).slice(0, k);
    for (const one of nearest) {
      const rank = others.reduce((sum, other) => sum + (far[other]! < far[one]! ? 1 : 0), 1);
      penalty += Math.max(0, rank - k);
    }
  }
  return 1 - (2 * penalty) / (count * k * (2 * count - 3 * k - 1));
}

function squaresFrom(values: Float32Array, dims: number, row: number): Float64Array {
  const squares = new Float64Array(values.length / dims);
  for (let other = 0, at = 0; other < squares.length; other++)
    for (let d = 0; d < dims; d++, at++) squares[other]! += (values[at]! - values[row * dims + d]!) ** 2;
  return squares;
}
