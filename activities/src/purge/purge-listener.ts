import { rm } from 'node:fs/promises';
import type { Sql } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import type { Deps, PurgeStep } from '../types.ts';
import { listenerColumns } from './listener-tables.ts';
import type { ListenerColumn } from './listener-tables.ts';

/** Rows of one statement: few enough that nobody waits for it. */
const BATCH = 5000;
/** One call works so long; the workflow calls again. */
const STEP_MS = 20_000;

/**
 * Deletes what is this listener's, batch by batch: rows of every table that names them, private recordings and artists with
 * what was made of those, their uploads on disk, work that waits. What audio measures like is kept: it is a fact about music.
 * The listener's own row goes last, in the transaction that has counted that nothing else is left. Killed and called
 * again, it goes on.
 * @throws {PermanentError} for a listener who is not to be purged: nothing is deleted by mistake
 */
export async function purgeListener(deps: Deps, { userId }: { userId: string }): Promise<PurgeStep> {
  const { db, clock } = deps;
  const context = activityContext(deps);
  const until = clock().getTime() + STEP_MS;
  const [user] = await db.asService((tx) =>
    tx.query<{ isPurging: boolean }>('SELECT purging_at IS NOT NULL AS "isPurging" FROM users WHERE id = $1', [userId]),
  );
  const columns = await db.asService(listenerColumns);
  if (user === undefined) return { deleted: 0, remaining: await db.asService((tx) => countRows(tx, columns, userId)) };
  if (!user.isPurging) {
    throw new PermanentError('This listener is not to be purged.', {
      service: 'purge',
      remedy: 'Ask for it: delete their Tenant with the policy Purge.',
    });
  }
  await removeUploads(deps, userId);
  let deleted = 0;
  for (const column of columns) {
    for (let batch = BATCH; batch === BATCH;) {
      context.signal.throwIfAborted();
      // Whatever the clock says, each call gets something done: tables that are empty already take no time.
      if (deleted > 0 && clock().getTime() >= until) {
        return { deleted, remaining: await db.asService((tx) => countRows(tx, columns, userId)) };
      }
      batch = await db.asService((tx) => deleteBatch(tx, column, userId));
      deleted += batch;
      context.heartbeat({ deleted });
    }
  }
  const remaining = await db.asService((tx) => removeLast(tx, columns, userId));
  context.logger.info(
    { userId, deleted, remaining },
    remaining === 0 ? 'A listener was purged.' : 'Rows came meanwhile.',
  );
  return { deleted: deleted + 1, remaining };
}

/** Uploads that lie on this machine's disk; those in the database go with its rows. */
async function removeUploads({ db }: Deps, userId: string): Promise<void> {
  const files = await db.asService((tx) =>
    tx.query<{ path: string }>(
      `SELECT stored_path AS path FROM imports WHERE user_id = $1 AND stored_path IS NOT NULL
       UNION SELECT unnest(ARRAY[stored_path, stored_path || '.part']) FROM uploads WHERE user_id = $1 AND stored_path IS NOT NULL`,
      [userId],
    ),
  );
  for (const { path } of files) await rm(path, { force: true });
}

async function deleteBatch(tx: Sql, { table, column }: ListenerColumn, userId: string): Promise<number> {
  if (table === 'recordings') await tx.query(FORGET_WORK, [userId]);
  const rows = await tx.query(
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${column} = $1 LIMIT $2)) RETURNING 1`,
    [userId, BATCH],
  );
  return rows.length;
}

/** Work on a private recording stands under no listener's name. */
const FORGET_WORK = `
  DELETE FROM pending WHERE user_id IS NULL AND kind IN ('metadata', 'tags', 'score')
    AND subject IN (SELECT id::text FROM recordings WHERE private_user_id = $1)`;

/** Locks the listener, so that nothing new refers to them, counts, and deletes them where nothing else is left. */
async function removeLast(tx: Sql, columns: readonly ListenerColumn[], userId: string): Promise<number> {
  await tx.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);
  const remaining = await countRows(tx, columns, userId);
  if (remaining === 0) await tx.query('DELETE FROM users WHERE id = $1', [userId]);
  return remaining;
}

/** Rows that name the listener, over all tables; the listener's own row is not counted. */
export async function countRows(tx: Sql, columns: readonly ListenerColumn[], userId: string): Promise<number> {
  const counts = columns.map(({ table, column }) => `(SELECT count(*) FROM ${table} WHERE ${column} = $1)`);
  const [row] = await tx.query<{ count: number }>(`SELECT ${counts.join(' + ')} AS count`, [userId]);
  return row?.count ?? 0;
}
