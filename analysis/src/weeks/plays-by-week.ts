import type { PlayedTracks } from './summary.ts';

/** From this instant (inclusive) to that one (exclusive). */
export interface Span {
  from: Date;
  to: Date;
}

/**
 * Puts the plays of tracks into weeks. `instants`: of each track the times it was played, in microseconds since 1970, in any order, in
 * one list or several. `bounds`: of each week, ascending, without overlaps; what lies in none of them is left out.
 */
export function playsByWeek(instants: readonly (readonly Float64Array[])[], bounds: readonly Span[]): PlayedTracks[] {
  const starts = Float64Array.from(bounds, ({ from }) => from.getTime() * 1000);
  const ends = Float64Array.from(bounds, ({ to }) => to.getTime() * 1000);
  const tracks = bounds.map((): number[] => []);
  const plays = bounds.map((): number[] => []);
  instants.forEach((lists, track) => {
    for (const list of lists) {
      let week = -1;
      for (const at of list) {
        // Neighbours are often of one week.
        if (week < 0 || at < starts[week]! || at >= ends[week]!) week = weekOf(at, starts, ends);
        if (week < 0) continue;
        const own = tracks[week]!;
        if (own.length > 0 && own[own.length - 1] === track) plays[week]![own.length - 1]! += 1;
        else {
          own.push(track);
          plays[week]!.push(1);
        }
      }
    }
  });
  return tracks.map((own, week) => ({ tracks: Int32Array.from(own), plays: Int32Array.from(plays[week]!) }));
}

/** Which week holds an instant, or -1. */
function weekOf(at: number, starts: Float64Array, ends: Float64Array): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < ends[low - 1]! ? low - 1 : -1;
}
