import type { Sql } from '@sidetrack/prisma';

/**
 * The full aggregation that repeats at an interval: every week of a listener whose newest week was computed before
 * `computedBefore` is due again. One index look-up a listener when there is nothing to do.
 */
export async function renewOldWeeks(tx: Sql, computedBefore: Date): Promise<void> {
  await tx.query(RENEW, [computedBefore]);
}

const RENEW = `
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT w.user_id, w.week_start, 'interval'
  FROM users u
  CROSS JOIN LATERAL (
    SELECT computed_at FROM weeks WHERE user_id = u.id ORDER BY week_start DESC LIMIT 1
  ) AS newest
  JOIN weeks w ON w.user_id = u.id
  WHERE newest.computed_at <= $1 AND u.suspended_at IS NULL
    AND NOT EXISTS (SELECT FROM dirty_weeks d WHERE d.user_id = u.id)
  ON CONFLICT DO NOTHING`;
