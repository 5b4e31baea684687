import type { Sql } from '@sidetrack/prisma';

/** Until the transaction ends, nobody else computes this listener's weeks: aggregation and the publishing of a map take turns. */
export async function lockListener(tx: Sql, userId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sidetrack.weeks ' || $1::text, 0))`, [userId]);
}
