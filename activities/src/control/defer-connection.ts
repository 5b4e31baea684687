import type { ConnectionOutcome, Deps } from '../types.ts';
import { nextPullAt } from './next-pull.ts';

/** Notes how a pull ended and when the next one is due. A connection that was removed meanwhile is no error. */
export async function deferConnection(
  { db, clock, settings }: Deps,
  { connectionId, failed, reason, askedAt }: ConnectionOutcome,
): Promise<void> {
  const now = clock();
  await db.asService(async (tx) => {
    const [connection] = await tx.query<ConnectionRow>(READ, [connectionId]);
    if (connection === undefined) return;
    const failures = failed ? connection.failures + 1 : 0;
    const nextDueAt = nextPullAt({ ...connection, now, failures, sparesIdle: settings.mode === 'hosted' });
    await tx.query(WRITE, [
      connectionId,
      nextDueAt,
      failures,
      failed ? (reason ?? 'The last pull failed.') : null,
      // Not the end of the pull: an hour that came while it ran would count as read again, though it was not.
      askedAt ?? now,
    ]);
  });
}

interface ConnectionRow {
  intervalSeconds: number;
  failures: number;
  newestListenAt: Date | null;
  historyLeft: boolean;
}

const READ = `
  SELECT interval_seconds AS "intervalSeconds", consecutive_failures AS failures, newest_listened_at AS "newestListenAt",
    newest_listened_at IS NOT NULL AND NOT backfill_complete AS "historyLeft"
  FROM connections WHERE id = $1 FOR UPDATE`;

const WRITE = `
  UPDATE connections SET
    next_due_at = $2,
    consecutive_failures = $3,
    state = CASE WHEN state = 'paused' THEN state WHEN $3 > 0 THEN 'failing' ELSE 'active' END,
    state_reason = $4,
    last_synced_at = CASE WHEN $3 > 0 THEN last_synced_at ELSE $5 END
  WHERE id = $1`;
