import { playsByWeek, type PlayedTracks, type WeekCalendar } from '@sidetrack/analysis';
import { instantsOf, type Sql } from '@sidetrack/prisma';
import { spansOf } from './spans.ts';

/** What was played in a week: places in the list of recordings, ascending, with plays. */
export interface WeekPlays extends PlayedTracks {
  weekStart: string;
}

/** The recordings of some weeks by id, ascending, and what was played of them, oldest week first. Only weeks with listens are given. */
export interface ListenerPlays {
  recordingIds: readonly string[];
  weeks: readonly WeekPlays[];
}

export interface WeeksOfListener {
  userId: string;
  /** Ascending, each once. */
  weekStarts: readonly string[];
  calendar: WeekCalendar;
}

/**
 * What a listener played in these weeks. The database gives the times of each recording in one packed value, and they are put into
 * weeks here: a million listens as ten thousand rows, where a row for each recording of each week would be half a million.
 */
export async function readPlays(tx: Sql, { userId, weekStarts, calendar }: WeeksOfListener): Promise<ListenerPlays> {
  const bounds = weekStarts.map((weekStart) => calendar.boundsOf(weekStart));
  const times = new Map<string, Float64Array[]>();
  for (const { from, to } of spansOf(bounds)) {
    for (const row of await tx.query<{ recordingId: string; times: Uint8Array }>(TIMES, [userId, from, to])) {
      const known = times.get(row.recordingId);
      if (known === undefined) times.set(row.recordingId, [instantsOf(row.times)]);
      else known.push(instantsOf(row.times));
    }
  }
  const recordingIds = [...times.keys()].sort();
  const weeks = playsByWeek(
    recordingIds.map((id) => times.get(id)!),
    bounds,
  );
  return {
    recordingIds,
    weeks: weeks.flatMap((week, w) => (week.tracks.length === 0 ? [] : [{ weekStart: weekStarts[w]!, ...week }])),
  };
}

const TIMES = `
  SELECT recording_id AS "recordingId", string_agg(timestamptz_send(listened_at), '') AS times
  FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $3 GROUP BY recording_id`;
