import { playsByWeek, summariseMoods } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readFilteredPlays, type PlayFilter } from '../queries/filtered-plays.ts';
import type { StoredMoods } from '../queries/mood-weeks.ts';
import { readTrackMoods } from '../queries/track-moods.ts';

/**
 * The moods of what a filter by artist or record label leaves of these weeks, worked out from the plays themselves: their index makes
 * that a matter of the plays that are left. Nothing is stored for it, since there are as many artists as a listener has.
 */
export async function filterWeeks(
  tx: Sql,
  userId: string,
  { weeks, boundsOf, ...filter }: PlayFilter & { weeks: readonly StoredMoods[]; boundsOf: BoundsOf },
): Promise<StoredMoods[]> {
  const bounds = weeks.map(({ weekStart }) => boundsOf(weekStart));
  const [first, last] = [bounds[0], bounds.at(-1)];
  if (first === undefined || last === undefined) return [];
  const plays = await readFilteredPlays(tx, userId, { ...filter, from: first.from, to: last.to });
  const table = await readTrackMoods(
    tx,
    userId,
    plays.map(({ recordingId }) => recordingId),
  );
  const played = playsByWeek(
    plays.map(({ instants }) => [instants]),
    bounds,
  );
  return weeks.map((week, w) => {
    const { listens: left, moods } = summariseMoods(table, played[w]!);
    return { ...week, plays: left, moods: left === 0 ? null : moods };
  });
}

type BoundsOf = (weekStart: string) => { from: Date; to: Date };
