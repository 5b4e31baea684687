import type { WeekCalendar } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** A week with the number of plays of each recording, by id. Only weeks with listens are given. */
export interface WeekPlays {
  weekStart: string;
  plays: Map<string, number>;
}

/** What a listener played in these weeks, oldest week first. */
export async function readPlays(
  tx: Sql,
  { userId, weekStarts, calendar }: { userId: string; weekStarts: readonly string[]; calendar: WeekCalendar },
): Promise<WeekPlays[]> {
  const bounds = weekStarts.map((weekStart) => calendar.boundsOf(weekStart));
  const rows = await tx.query<{ weekStart: string; recordingId: string; plays: number }>(PLAYS, [
    userId,
    weekStarts,
    bounds.map(({ from }) => from),
    bounds.map(({ to }) => to),
  ]);
  const weeks = new Map<string, WeekPlays>();
  for (const { weekStart, recordingId, plays } of rows) {
    const week = weeks.get(weekStart) ?? { weekStart, plays: new Map<string, number>() };
    week.plays.set(recordingId, plays);
    weeks.set(weekStart, week);
  }
  return [...weeks.values()];
}

const PLAYS = `
  SELECT w.week_start AS "weekStart", l.recording_id AS "recordingId", count(*)::int AS plays
  FROM unnest($2::date[], $3::timestamptz[], $4::timestamptz[]) AS w (week_start, from_at, to_at)
  JOIN listens l ON l.user_id = $1 AND l.listened_at >= w.from_at AND l.listened_at < w.to_at
  GROUP BY 1, 2 ORDER BY 1, 2`;
