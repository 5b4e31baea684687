/** A place on a map, in the map's own units. */
export interface Point {
  x: number;
  y: number;
}

/** The longer side of the box around the points; 0 for one point or none. */
export function widthOf(points: readonly Point[]): number {
  const side = (of: (point: Point) => number) => {
    let least = Infinity;
    let greatest = -Infinity;
    for (const point of points) {
      least = Math.min(least, of(point));
      greatest = Math.max(greatest, of(point));
    }
    return points.length === 0 ? 0 : greatest - least;
  };
  return Math.max(
    side(({ x }) => x),
    side(({ y }) => y),
  );
}
