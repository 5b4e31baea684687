import type { Sql } from '@sidetrack/prisma';

export interface ListenCounts {
  readonly total: number;
  readonly thisWeek: number;
  readonly lastWeek: number;
  readonly firstAt: Date | null;
  readonly latestAt: Date | null;
}

/** How many listens there are, in all and in the two newest weeks, whose bounds are given as instants. */
export async function countListens(
  tx: Sql,
  userId: string,
  week: { lastFrom: Date; from: Date; to: Date },
): Promise<ListenCounts> {
  const [row] = await tx.query<ListenCounts>(COUNT, [userId, week.lastFrom, week.from, week.to]);
  return row!;
}

const COUNT = `
  SELECT count(*) AS total, min(listened_at) AS "firstAt", max(listened_at) AS "latestAt",
         count(*) FILTER (WHERE listened_at >= $3 AND listened_at < $4) AS "thisWeek",
         count(*) FILTER (WHERE listened_at >= $2 AND listened_at < $3) AS "lastWeek"
  FROM listens WHERE user_id = $1`;
