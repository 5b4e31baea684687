import { addWeeks, playsByWeek, type PlayedTracks, type WeekCalendar } from '@sidetrack/analysis';
import { instantsOf, type Sql } from '@sidetrack/prisma';

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
  for (const { from, to } of spansOf(weekStarts, bounds)) {
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

interface Span {
  from: Date;
  to: Date;
}

/** More spans than this are read as one, and what lies between them is thrown away: a query each would cost more. */
const MOST_SPANS = 8;

function spansOf(weekStarts: readonly string[], bounds: readonly Span[]): Span[] {
  const spans: Span[] = [];
  bounds.forEach(({ from, to }, w) => {
    const last = spans.at(-1);
    if (last !== undefined && addWeeks(weekStarts[w - 1]!, 1) === weekStarts[w]) last.to = to;
    else spans.push({ from, to });
  });
  return spans.length > MOST_SPANS ? [{ from: spans[0]!.from, to: spans.at(-1)!.to }] : spans;
}

const TIMES = `
  SELECT recording_id AS "recordingId", string_agg(timestamptz_send(listened_at), '') AS times
  FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $3 GROUP BY recording_id`;
