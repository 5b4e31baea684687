import type { Sql } from '@sidetrack/prisma';

/** Two transactions that change which plays one listener has, at once, could each miss what the other holds: they take turns. */
export async function lockListens(tx: Sql, userId: string): Promise<void> {
  await tx.query(LOCK, [userId]);
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('listens of ' || $1, 0))`;
