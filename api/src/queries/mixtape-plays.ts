import type { Sql } from '@sidetrack/prisma';

/** A week as two instants: from `from` (inclusive) to `to` (exclusive). */
export interface WeekBounds {
  readonly weekStart: string;
  readonly from: Date;
  readonly to: Date;
}

export interface WeekPlays {
  readonly weekStart: string;
  readonly plays: ReadonlyMap<string, number>;
}

/** How often each recording was played in each of these weeks; weeks without listens are not in the answer. */
export async function readWeekPlays(tx: Sql, userId: string, weeks: readonly WeekBounds[]): Promise<WeekPlays[]> {
  const rows = await tx.query<{ weekStart: string; recordingId: string; plays: number }>(PLAYS, [
    userId,
    weeks.map(({ weekStart }) => weekStart),
    weeks.map(({ from }) => from),
    weeks.map(({ to }) => to),
  ]);
  return weeks.flatMap(({ weekStart }) => {
    const own = rows.filter((row) => row.weekStart === weekStart);
    return own.length === 0
      ? []
      : [{ weekStart, plays: new Map(own.map(({ recordingId, plays }) => [recordingId, plays])) }];
  });
}

const PLAYS = `
  SELECT w.start AS "weekStart", l.recording_id AS "recordingId", count(*)::int AS plays
  FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS w (start, "from", "to")
  JOIN listens l ON l.user_id = $1 AND l.listened_at >= w."from" AND l.listened_at < w."to"
  GROUP BY w.start, l.recording_id ORDER BY w.start, l.recording_id`;
