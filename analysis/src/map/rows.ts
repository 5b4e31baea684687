import type { Vector } from '../maths/vectors.ts';
import type { Point } from './point.ts';

/** Vectors one after the other, as kernels read them. */
export function flatten(vectors: readonly Vector[]): { rows: Float32Array; count: number; dims: number } {
  const dims = vectors[0]?.length ?? 0;
  const rows = new Float32Array(vectors.length * dims);
  vectors.forEach((vector, row) => rows.set(vector, row * dims));
  return { rows, count: vectors.length, dims };
}

export const coordinatesOf = (points: readonly Point[]): Float32Array =>
  Float32Array.from({ length: 2 * points.length }, (_, i) => (i % 2 === 0 ? points[i >> 1]!.x : points[i >> 1]!.y));

export const pointsOf = (coordinates: Float32Array): Point[] =>
  Array.from({ length: coordinates.length / 2 }, (_, i) => ({ x: coordinates[2 * i]!, y: coordinates[2 * i + 1]! }));
