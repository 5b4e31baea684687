import type { Database } from '@sidetrack/prisma';
import type { SessionClaims } from '../sessions/session-token.ts';

export interface SessionOwner {
  readonly userId: string;
  readonly handle: string;
  readonly suspended: boolean;
}

/**
 * Whose session this is; null where it has ended. Asked with every request, so that a sign-out counts from the next one on,
 * whatever tokens of the session are still about.
 */
export function findCallerInSession(
  db: Database,
  { sessionId, userId }: SessionClaims,
  now: Date,
): Promise<SessionOwner | null> {
  return db.asUser(userId, async (tx) => {
    const [row] = await tx.query<SessionOwner>(FIND, [sessionId, userId, now]);
    return row ?? null;
  });
}

const FIND = `
  SELECT u.id AS "userId", u.handle, u.suspended_at IS NOT NULL AS suspended
  FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 AND s.user_id = $2 AND s.expires_at > $3`;
