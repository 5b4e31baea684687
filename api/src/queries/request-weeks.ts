import type { Sql } from '@sidetrack/prisma';

/** Asks for weeks to be worked out again; gives those that were not asked for already. */
export async function requestWeeks(
  tx: Sql,
  userId: string,
  weekStarts: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ weekStart: string }>(REQUEST, [userId, weekStarts, now]);
  return rows.map(({ weekStart }) => weekStart);
}

export async function withdrawWeekRequests(tx: Sql, userId: string, weekStarts: readonly string[]): Promise<void> {
  await tx.query(
    `DELETE FROM dirty_weeks WHERE user_id = $1 AND reason = 'requested' AND week_start = ANY($2::date[])`,
    [userId, weekStarts],
  );
}

/** Days, in UTC, on which the listener heard something: few enough to find the weeks of a whole history by. */
export async function readListeningDays(tx: Sql, userId: string): Promise<{ first: Date; last: Date }[]> {
  return tx.query(DAYS, [userId]);
}

const REQUEST = `
  INSERT INTO dirty_weeks (user_id, week_start, reason, created_at)
  SELECT $1, week_start, 'requested', $3 FROM unnest($2::date[]) AS t (week_start)
  ON CONFLICT DO NOTHING RETURNING week_start AS "weekStart"`;

const DAYS = `
  SELECT min(listened_at) AS first, max(listened_at) AS last FROM listens WHERE user_id = $1
  GROUP BY date_trunc('day', listened_at) ORDER BY 1`;
