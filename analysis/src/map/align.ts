import { widthOf, type Point } from './point.ts';

/**
 * Turns, mirrors and shifts a map so that the tracks it shares with an earlier one lie as near as they can to where they lay
 * (orthogonal Procrustes, Schönemann 1966, in its closed form for the plane). UMAP does not know left from right; without this
 * every refit would throw the listener's memory of the map away. Sizes are kept. Without shared tracks nothing is done.
 */
export function alignTo(points: readonly Point[], shared: readonly { index: number; before: Point }[]): Point[] {
  if (shared.length === 0) return [...points];
  const from = centreOf(shared.map(({ index }) => points[index]!));
  const to = centreOf(shared.map(({ before }) => before));
  const { mirror, cosine, sine } = bestTurn(
    shared.map(({ index, before }) => [minus(points[index]!, from), minus(before, to)]),
  );
  return points.map((point) => {
    const { x, y: upright } = minus(point, from);
    const y = mirror ? -upright : upright;
    return { x: cosine * x - sine * y + to.x, y: sine * x + cosine * y + to.y };
  });
}

/** How far the median shared track moved, as a share of the earlier map's width; 0 without shared tracks or width. */
export function medianMove(points: readonly Point[], shared: readonly { index: number; before: Point }[]): number {
  const width = widthOf(shared.map(({ before }) => before));
  if (width === 0) return 0;
  const moves = shared
    .map(({ index, before }) => Math.hypot(points[index]!.x - before.x, points[index]!.y - before.y))
    .sort((a, b) => a - b);
  return moves[Math.floor(moves.length / 2)]! / width;
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });

function centreOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}

function bestTurn(pairs: readonly (readonly [Point, Point])[]): { mirror: boolean; cosine: number; sine: number } {
  const sum = (of: (p: Point, q: Point) => number) => pairs.reduce((total, [p, q]) => total + of(p, q), 0);
  const xx = sum((p, q) => p.x * q.x);
  const yy = sum((p, q) => p.y * q.y);
  const xy = sum((p, q) => p.x * q.y);
  const yx = sum((p, q) => p.y * q.x);
  const plain = Math.hypot(xx + yy, xy - yx);
  const mirrored = Math.hypot(xx - yy, xy + yx);
  // A hair's breadth in favour of no mirror, so that points on one line are not flipped by rounding.
  const mirror = mirrored > plain * (1 + 1e-9);
  const angle = mirror ? Math.atan2(xy + yx, xx - yy) : Math.atan2(xy - yx, xx + yy);
  return { mirror, cosine: Math.cos(angle), sine: Math.sin(angle) };
}
