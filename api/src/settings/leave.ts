import type { Sql } from '@sidetrack/prisma';
import { refuseManaged } from '../access/refuse-managed.ts';
import type { Deps } from '../deps.ts';
import { readListener } from '../queries/listener.ts';
import { addLocalUser } from '../queries/local-user.ts';
import { conflict, notFound } from '../server/problem-error.ts';
import { countLargeTables } from '../tenants/row-count.ts';

export interface Leaving {
  readonly userId: string;
  /** Throws where the listener has not confirmed in the way that this handle asks for. */
  readonly isConfirmed: (handle: string) => void;
}

/**
 * Ends a listener in one transaction: from now on nothing is pulled, measured or opened for them, their credentials are gone, and
 * the purge deletes the rest. Their handle and their sign-in are free at once; on a laptop a new listener takes the place.
 * @throws 409 for the listener of the demo and for one whom an administrator manages
 */
export function leave(
  { db, settings, now }: Pick<Deps, 'db' | 'settings' | 'now'>,
  { userId, isConfirmed }: Leaving,
): Promise<{ remainingRows: number }> {
  return db.asService(async (tx: Sql) => {
    await tx.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);
    const listener = await readListener(tx, userId);
    if (listener === undefined) throw notFound('listener', 'They are deleted already.');
    if (listener.isDemo) {
      throw conflict(
        'This is the demo: its listener is invented and stays.',
        'Stop the demo and delete its data folder to be rid of it.',
      );
    }
    await refuseManaged(tx, userId);
    isConfirmed(listener.handle);
    const remainingRows = await countLargeTables(tx, userId);
    for (const statement of END) await tx.query(statement, [userId, now()]);
    if (settings.mode === 'laptop') await addLocalUser(tx, settings.timeZone);
    return { remainingRows };
  });
}

const END = [
  `UPDATE users SET purging_at = $2, suspended_at = coalesce(suspended_at, $2), handle = 'deleted ' || id, display_name = 'Deleted',
     google_sub = NULL WHERE id = $1`,
  'UPDATE api_tokens SET revoked_at = coalesce(revoked_at, $2) WHERE user_id = $1',
  'DELETE FROM sessions WHERE user_id = $1 AND $2::timestamptz IS NOT NULL',
  `UPDATE connections SET state = 'paused', credential = NULL, credential_key_id = NULL WHERE user_id = $1 AND $2::timestamptz IS NOT NULL`,
];
