import type { MapPoints } from '../data/types.ts';
import type { Point } from './map-view.ts';

/** Points of the map as columns, from left to right: a hundred thousand objects would be slow to go through. */
export interface PointSet {
  readonly count: number;
  /** In map units. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** On the axis, in hundredths; UNKNOWN_VALUE where it is not known. */
  readonly value: Uint8Array;
  readonly plays: Uint32Array;
  readonly mostPlays: number;
}

export const UNKNOWN_VALUE = 255;

/** The API's columns, with steps turned into places. */
export function pointSetOf({ count, x, y, value, plays, bounds, unit }: PointColumns): PointSet {
  const set = {
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    value: Uint8Array.from(value, (one) => one ?? UNKNOWN_VALUE),
    plays: Uint32Array.from(plays),
    mostPlays: plays.reduce((most, one) => Math.max(most, one), 0),
  };
  if (bounds === null || unit === null) return set;
  let steps = 0;
  for (let i = 0; i < count; i++) {
    steps += x[i] ?? 0;
    set.x[i] = bounds.minX + steps * unit;
    set.y[i] = bounds.minY + (y[i] ?? 0) * unit;
  }
  return set;
}

export const NO_POINTS = pointSetOf({ count: 0, x: [], y: [], value: [], plays: [], bounds: null, unit: null });

type PointColumns = Pick<MapPoints, 'count' | 'x' | 'y' | 'value' | 'plays' | 'bounds' | 'unit'>;

export function placeOf(points: PointSet, index: number): Point {
  return { x: points.x[index] ?? 0, y: points.y[index] ?? 0 };
}

/** A value of a point, 0 to 1, or null where it is not known. */
export function valueOf(points: PointSet, index: number): number | null {
  const value = points.value[index] ?? UNKNOWN_VALUE;
  return value === UNKNOWN_VALUE ? null : value / 100;
}

/** The value below which a share of the known points lie; null where none is known. */
export function valueQuantile(points: PointSet, share: number): number | null {
  const counts = new Uint32Array(101);
  let known = 0;
  for (const value of points.value) {
    if (value === UNKNOWN_VALUE) continue;
    counts[value] = (counts[value] ?? 0) + 1;
    known += 1;
  }
  if (known === 0) return null;
  let below = 0;
  for (const [value, count] of counts.entries()) {
    below += count;
    if (below >= share * known) return value / 100;
  }
  return 1;
}

/** The index of the first point at or to the right of x. */
export function firstAtOrRightOf(points: PointSet, x: number): number {
  let [low, high] = [0, points.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points.x[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
