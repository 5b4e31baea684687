import { squaredDistance, type Vector } from '../maths/vectors.ts';

/** The `count` rows nearest to a point, nearest first; equal distances by index. In plain JavaScript. */
export function nearestOf(point: Vector, vectors: readonly Vector[], count: number): { at: number; squared: number }[] {
  const nearest: { at: number; squared: number }[] = [];
  vectors.forEach((vector, at) => {
    const squared = squaredDistance(point, vector);
    if (nearest.length === count && squared >= nearest.at(-1)!.squared) return;
    let place = nearest.length;
    while (place > 0 && nearest[place - 1]!.squared > squared) place--;
    nearest.splice(place, 0, { at, squared });
    if (nearest.length > count) nearest.pop();
  });
  return nearest;
}
