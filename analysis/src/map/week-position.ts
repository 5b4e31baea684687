import type { Point } from './point.ts';

/** Where a week lies on a map: the play-weighted mean of its tracks, and their standard deviation along each side. */
export interface WeekPosition extends Point {
  spreadX: number;
  spreadY: number;
  plays: number;
}

/** The position of a week with these tracks on the map, or null where none of them is on it. */
export function weekPosition(tracks: readonly (Point & { plays: number })[]): WeekPosition | null {
  const plays = tracks.reduce((sum, track) => sum + track.plays, 0);
  if (plays === 0) return null;
  const mean = (of: (track: Point) => number) =>
    tracks.reduce((sum, track) => sum + of(track) * track.plays, 0) / plays;
  const x = mean((track) => track.x);
  const y = mean((track) => track.y);
  return {
    x,
    y,
    spreadX: Math.sqrt(mean((track) => (track.x - x) ** 2)),
    spreadY: Math.sqrt(mean((track) => (track.y - y) ** 2)),
    plays,
  };
}
