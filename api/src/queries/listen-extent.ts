import type { Sql } from '@sidetrack/prisma';

/** When the first and the newest listen were; null without listens. Two look-ups in an index. */
export async function readListenExtent(
  tx: Sql,
  userId: string,
): Promise<{ readonly first: Date | null; readonly latest: Date | null }> {
  const [row] = await tx.query<{ first: Date | null; latest: Date | null }>(EXTENT, [userId]);
  return row!;
}

const EXTENT = `SELECT min(listened_at) AS first, max(listened_at) AS latest FROM listens WHERE user_id = $1`;
