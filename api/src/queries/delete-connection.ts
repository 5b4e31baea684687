import type { Sql } from '@sidetrack/prisma';

/** Forgets an account and its credential; the listens that came from it stay. False where there was none. */
export async function deleteConnection(tx: Sql, userId: string, service: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM connections WHERE user_id = $1 AND service = $2 RETURNING id', [
    userId,
    service,
  ]);
  return rows.length > 0;
}
