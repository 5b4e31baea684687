import type { Sql } from '@sidetrack/prisma';

/** How far a connection has been read after a page. What is absent stays as it is. Times are seconds since the epoch. */
export interface CursorMove {
  readonly newestTs?: number;
  readonly oldestTs?: number;
  readonly backfillComplete?: boolean;
}

/**
 * Moves the cursor within the transaction that writes the page, so that neither is ever without the other. A trouble of an
 * earlier attempt is over with that.
 */
export async function moveCursor(
  tx: Sql,
  connectionId: string,
  { newestTs, oldestTs, backfillComplete }: CursorMove,
): Promise<void> {
  await tx.query(MOVE, [connectionId, newestTs ?? null, oldestTs ?? null, backfillComplete ?? null]);
}

/**
 * Begins to read backwards again from the newest listen: the service has `missing` more than are known here. Should it still
 * have as many more when all is read, they are listens that it counts and does not give, and reading again would not help.
 */
export async function reopenBackfill(tx: Sql, connectionId: string, missing: number): Promise<void> {
  await tx.query(REOPEN, [connectionId, missing]);
}

const MOVE = `
  UPDATE connections SET
    newest_listened_at = greatest(newest_listened_at, to_timestamp($2)),
    oldest_listened_at = least(oldest_listened_at, to_timestamp($3)),
    backfill_complete = coalesce($4, backfill_complete),
    state_reason = CASE WHEN state = 'active' THEN NULL ELSE state_reason END
  WHERE id = $1`;

const REOPEN = `
  UPDATE connections SET backfill_complete = false, oldest_listened_at = newest_listened_at, missing_count = $2 WHERE id = $1`;
