import type { Sql } from '@sidetrack/prisma';

/** Notes the zone of a waiting import's times and puts it into the queue again; false where it waits for none. */
export async function nameTimeZone(tx: Sql, userId: string, given: { id: string; timeZone: string }): Promise<boolean> {
  return (await tx.query(NAME, [userId, given.id, given.timeZone])).length > 0;
}

/** Lets it wait again, where its work could not be started. */
export async function forgetTimeZone(tx: Sql, userId: string, id: string): Promise<void> {
  await tx.query(FORGET, [userId, id]);
}

const NAME = `
  UPDATE imports SET time_zone = $3, state = 'queued', state_reason = NULL
  WHERE user_id = $1 AND id = $2 AND state = 'needs-time-zone' RETURNING id`;

const FORGET = `
  UPDATE imports SET time_zone = NULL, state = 'needs-time-zone' WHERE user_id = $1 AND id = $2 AND state = 'queued'`;
