import type { Sql } from '@sidetrack/prisma';

/** A week as it is stored, or one source's part of it. `moods`: shares by name and, of what has none, `unscored`. */
export interface StoredMoods {
  readonly weekStart: string;
  /** All plays of the week, and those that the source told of; the same without a source. */
  readonly listens: number;
  /** Of all plays of the week, too. */
  readonly effectiveArtists: number;
  readonly effectiveTags: number | null;
  readonly tagCoverage: number;
  readonly plays: number;
  /** Null where the source told of none. */
  readonly moods: Readonly<Record<string, number>> | null;
}

export interface MoodSpan {
  /** Mondays, both included; null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The moods of every week with listens, oldest first; of one source's plays, or of all. */
export function readMoodWeeks(
  tx: Sql,
  userId: string,
  { from, to, source }: MoodSpan & { source: string | null },
): Promise<StoredMoods[]> {
  return source === null
    ? tx.query<StoredMoods>(OF_ALL, [userId, from, to])
    : tx.query<StoredMoods>(OF_SOURCE, [userId, from, to, source]);
}

const OF_WEEK = `
  w.week_start AS "weekStart", w.listens, w.effective_artists AS "effectiveArtists", w.effective_tags AS "effectiveTags", w.tag_coverage AS "tagCoverage"`;

const WITHIN = `w.user_id = $1 AND w.listens > 0 AND ($2::date IS NULL OR w.week_start >= $2) AND ($3::date IS NULL OR w.week_start <= $3)`;

const OF_ALL = `
  SELECT ${OF_WEEK}, w.listens AS plays, w.moods FROM weeks w WHERE ${WITHIN} ORDER BY w.week_start`;

const OF_SOURCE = `
  SELECT ${OF_WEEK}, coalesce(s.listens, 0) AS plays, s.moods
  FROM weeks w LEFT JOIN week_slices s ON s.user_id = w.user_id AND s.week_start = w.week_start AND s.source = $4
  WHERE ${WITHIN} ORDER BY w.week_start`;
