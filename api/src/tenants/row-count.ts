import type { Sql } from '@sidetrack/prisma';

/** Rows of the large tables that are a listener's, by their kept count: what a purge still has before it, roughly. */
export async function countLargeTables(tx: Sql, userId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(COUNT, [userId]);
  return row?.count ?? 0;
}

const COUNT = `
  SELECT 1 + coalesce((SELECT listens FROM listener_totals WHERE user_id = $1), 0) + (SELECT count(*) FROM audio_files WHERE user_id = $1)
    + (SELECT count(*) FROM weeks WHERE user_id = $1) AS count`;
