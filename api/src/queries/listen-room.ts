import type { Sql } from '@sidetrack/prisma';

/** How many listens a listener may have, and how many more that is, those that wait to be written counted; null without a quota. */
export async function readListenRoom(tx: Sql, userId: string): Promise<{ most: number; left: number } | null> {
  const [row] = await tx.query<{ most: number | null; left: number | null }>(ROOM, [userId]);
  return row?.most == null || row.left === null ? null : { most: row.most, left: row.left };
}

const ROOM = `
  SELECT q.most, q.most - coalesce((SELECT listens FROM listener_totals WHERE user_id = $1), 0)
    - CASE WHEN q.most IS NULL THEN 0 ELSE (SELECT count(*) FROM pushed_listens WHERE user_id = $1 AND written_at IS NULL) END AS left
  FROM (SELECT (settings #>> '{quotas,maxListens}')::bigint AS most FROM users WHERE id = $1) AS q`;
