import { principalAxes } from '../maths/principal-axes.ts';
import type { Vector } from '../maths/vectors.ts';
import type { Point } from './point.ts';

/**
 * The points in the plane of their greatest variance (principal component analysis), scaled so that the farthest coordinate is
 * REACH. All equal, or a single one: at the origin. Along one line: y is 0.
 */
export function planeOf(vectors: readonly Vector[]): Point[] {
  const size = vectors[0]?.length ?? 0;
  const mean = Array.from({ length: size }, (_, i) => vectors.reduce((sum, row) => sum + row[i]!, 0) / vectors.length);
  const rows = vectors.map((vector) => Float64Array.from(vector, (value, i) => value - mean[i]!));
  const { axes } = principalAxes({ size, apply: (vector) => scatter(rows, vector) }, 2);
  const along = (row: Float64Array, axis: Float64Array | undefined) =>
    axis === undefined ? 0 : row.reduce((sum, value, i) => sum + value * axis[i]!, 0);
  const points = rows.map((row) => ({ x: along(row, axes[0]), y: along(row, axes[1]) }));
  const farthest = points.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  return farthest < 1e-12
    ? points.map(() => ({ x: 0, y: 0 }))
    : points.map(({ x, y }) => scaled(x, y, REACH / farthest));
}

const REACH = 10;
const scaled = (x: number, y: number, factor: number): Point => ({ x: x * factor, y: y * factor });

function scatter(rows: readonly Float64Array[], vector: Float64Array): Float64Array {
  const image = new Float64Array(vector.length);
  for (const row of rows) {
    let product = 0;
    for (let i = 0; i < row.length; i++) product += row[i]! * vector[i]!;
    for (let i = 0; i < row.length; i++) image[i]! += product * row[i]!;
  }
  return image;
}
