import type { Sql } from './database.ts';

/** Lets one transaction at a time change which files stand for a listener's tracks: a matching, or the listener's own decisions. */
export async function lockMatches(tx: Sql, userId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`matches/${userId}`]);
}
