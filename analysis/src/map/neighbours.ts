import { squaredDistance, type Vector } from '../maths/vectors.ts';

/** The nearest rows of each row, itself first, with their Euclidean distances, nearest first; equal distances by index. */
export interface Neighbours {
  indices: number[][];
  distances: number[][];
}

/** Exact nearest neighbours by comparing all pairs, yielding after every few rows so that a caller can breathe. */
export function* exactNeighbours(vectors: readonly Vector[], count: number): Generator<void, Neighbours> {
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < vectors.length; row++) {
    const nearest = nearestOf(vectors[row]!, vectors, count, row);
    indices.push(nearest.map(({ at }) => at));
    distances.push(nearest.map(({ squared }) => Math.sqrt(squared)));
    if (row % ROWS_A_BREATH === ROWS_A_BREATH - 1) yield;
  }
  return { indices, distances };
}

/** The `count` rows nearest to a point, nearest first; `self`, where given, comes before all others. */
export function nearestOf(
  point: Vector,
  vectors: readonly Vector[],
  count: number,
  self = -1,
): { at: number; squared: number }[] {
  const nearest: { at: number; squared: number }[] = [];
  vectors.forEach((vector, at) => {
    const squared = at === self ? -1 : squaredDistance(point, vector);
    if (nearest.length === count && squared >= nearest.at(-1)!.squared) return;
    let place = nearest.length;
    while (place > 0 && nearest[place - 1]!.squared > squared) place--;
    nearest.splice(place, 0, { at, squared });
    if (nearest.length > count) nearest.pop();
  });
  return nearest.map(({ at, squared }) => ({ at, squared: Math.max(0, squared) }));
}

const ROWS_A_BREATH = 256;
