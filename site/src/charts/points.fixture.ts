import { pointSetOf } from './point-set.ts';
import type { PointSet } from './point-set.ts';

/** Points at these places, from left to right, on a map whose step is a hundredth. */
export function pointsAt(
  places: readonly (readonly [x: number, y: number, value?: number | null, plays?: number])[],
): PointSet {
  const sorted = places.toSorted((a, b) => a[0] - b[0]);
  const minX = Math.min(...places.map(([x]) => x));
  const minY = Math.min(...places.map(([, y]) => y));
  const steps = (place: number, from: number) => Math.round((place - from) * 100);
  return pointSetOf({
    count: sorted.length,
    x: sorted.map(([x], i) => steps(x, minX) - (i === 0 ? 0 : steps(sorted[i - 1]![0], minX))),
    y: sorted.map(([, y]) => steps(y, minY)),
    value: sorted.map(([, , value = 50]) => value),
    plays: sorted.map(([, , , plays = 1]) => plays),
    bounds: places.length === 0 ? null : { minX, maxX: 0, minY, maxY: 0 },
    unit: 0.01,
  });
}

/** Places strewn the same in every run. */
export function strewn(count: number): [x: number, y: number, value: number, plays: number][] {
  let state = 7;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: count }, () => [
    next() * 10,
    next() * 4,
    Math.round(next() * 100),
    Math.ceil(next() * 9),
  ]);
}
