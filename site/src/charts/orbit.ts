import type { Outliers } from '../data/queries/outliers.ts';

/** A place in a picture whose middle is 0, 0 and whose edge is 1 away. */
export interface OrbitPlace {
  x: number;
  y: number;
}

export interface Orbit {
  /** What the edge of the picture stands for. */
  reach: number;
  /** Distances at which rings are drawn: whole numbers, 1 first. */
  rings: readonly number[];
  /** The outliers, in their order. */
  outliers: readonly OrbitPlace[];
  /** All other tracks, as far out as the step of distance they lie in. */
  others: readonly OrbitPlace[];
}

/** The angle that spreads points most evenly however many there are (Vogel 1979), in radians. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** More dots than this hide each other: one then stands for several tracks. */
const MOST_DOTS = 600;
/** Room between the farthest track and the edge. */
const MARGIN = 1.08;

/**
 * Tracks by their distance from the centre of the plays. Only the distance from the middle means something: angles are chosen so
 * that dots do not lie on each other.
 */
export function orbitOf({ distances, outliers }: Pick<Outliers, 'distances' | 'outliers'>): Orbit {
  const farthest = Math.max(distances.at(-1)?.to ?? 0, outliers[0]?.distance ?? 0, 1);
  const reach = farthest * MARGIN;
  const place = (distance: number, angle: number): OrbitPlace => ({
    x: (distance / reach) * Math.cos(angle),
    y: (distance / reach) * Math.sin(angle),
  });
  return {
    reach,
    rings: Array.from({ length: Math.floor(farthest) }, (_, n) => n + 1),
    outliers: outliers.map(({ distance }, n) => place(distance, n * GOLDEN_ANGLE - Math.PI / 2)),
    others: othersOf(distances, outliers).map((distance, n) => place(distance, n * GOLDEN_ANGLE + 1)),
  };
}

/** A distance for every track that is no outlier, spread evenly over its step. */
function othersOf(distances: Outliers['distances'], outliers: Outliers['outliers']): number[] {
  const left = distances.map(({ from, to, tracks }) => ({
    from,
    to,
    tracks: tracks - outliers.filter(({ distance }) => distance >= from && distance < to).length,
  }));
  const total = left.reduce((sum, { tracks }) => sum + Math.max(0, tracks), 0);
  const each = Math.max(1, total / MOST_DOTS);
  return left.flatMap(({ from, to, tracks }) => {
    const dots = Math.round(Math.max(0, tracks) / each);
    return Array.from({ length: dots }, (_, n) => from + ((n + 0.5) / dots) * (to - from));
  });
}
