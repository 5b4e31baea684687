import type { Vector } from '../maths/vectors.ts';
import { nearestOf } from './neighbours.ts';
import type { Point } from './point.ts';

/**
 * Where a track that was not there at the fit goes on a fitted map: the mean of its `NEIGHBOURS` nearest fitted tracks' places,
 * weighted by 1 / distance in the space (Shepard 1968). The fitted tracks do not move. This is coarser than UMAP's own
 * transform: a track unlike all others lands between them, until the next refit.
 */
export function placeByNeighbours(vector: Vector, fitted: readonly Vector[], places: readonly Point[]): Point {
  const nearest = nearestOf(vector, fitted, NEIGHBOURS);
  const equal = nearest.filter(({ squared }) => squared < 1e-18);
  const weighted =
    equal.length > 0
      ? equal.map(({ at }) => ({ at, weight: 1 }))
      : nearest.map(({ at, squared }) => ({ at, weight: 1 / Math.sqrt(squared) }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return {
    x: weighted.reduce((sum, { at, weight }) => sum + places[at]!.x * weight, 0) / total,
    y: weighted.reduce((sum, { at, weight }) => sum + places[at]!.y * weight, 0) / total,
  };
}

const NEIGHBOURS = 5;
