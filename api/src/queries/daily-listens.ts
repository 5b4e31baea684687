import type { Sql } from '@sidetrack/prisma';

/** A stretch of time whose days are those of one time zone. */
export interface ZonedSpan {
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
}

/** How many listens each day has, in the time zone that its span names. Days without listens have no row. */
export function readDailyListens(
  tx: Sql,
  userId: string,
  spans: readonly ZonedSpan[],
): Promise<{ day: string; listens: number }[]> {
  return tx.query(DAILY, [
    userId,
    spans.map(({ from }) => from),
    spans.map(({ to }) => to),
    spans.map(({ timeZone }) => timeZone),
  ]);
}

const DAILY = `
  SELECT (l.listened_at AT TIME ZONE span.zone)::date::text AS day, count(*)::int AS listens
  FROM unnest($2::timestamptz[], $3::timestamptz[], $4::text[]) AS span (starts, ends, zone)
  JOIN listens l ON l.user_id = $1 AND l.listened_at >= span.starts AND l.listened_at < span.ends
  GROUP BY 1 ORDER BY 1`;
