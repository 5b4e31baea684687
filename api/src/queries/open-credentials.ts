import type { Sql } from '@sidetrack/prisma';

/** Ids of the sessions and tokens that open anything for this listener now; none while they are suspended. */
export async function readOpenCredentials(tx: Sql, userId: string, now: Date): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(OPEN, [userId, now]);
  return new Set(rows.map(({ id }) => id));
}

const OPEN = `
  SELECT c.id FROM users u CROSS JOIN LATERAL (
    SELECT id FROM sessions WHERE user_id = u.id AND expires_at > $2
    UNION ALL
    SELECT id::text FROM api_tokens WHERE user_id = u.id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
  ) c WHERE u.id = $1 AND u.suspended_at IS NULL`;
