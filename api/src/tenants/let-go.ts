import type { Database } from '@sidetrack/prisma';
import { findTenant, lockTenant } from './find-tenant.ts';

/** What becomes of a listener whose Tenant is deleted. */
export type Policy = 'purge' | 'retain';

/**
 * retain: the key is forgotten, the accounts are paused, the tokens that were made for the Tenant open nothing; listens and all
 * that was made of them stay. purge: nothing is pulled, opened or begun for them from now on, and the dispatcher sees to the rest.
 * @returns the listener, while there is one to purge
 */
export function letGo(
  db: Database,
  key: string,
  { policy, now }: { policy: Policy; now: Date },
): Promise<string | null> {
  return db.asService(async (tx) => {
    await lockTenant(tx, key);
    const tenant = await findTenant(tx, key);
    if (tenant === undefined) return null;
    // What is being purged cannot be kept any more.
    const purges = policy === 'purge' || tenant.isPurging;
    for (const statement of purges ? PURGE : RETAIN) await tx.query(statement, [tenant.userId, now]);
    return purges ? tenant.userId : null;
  });
}

const PURGE = [
  'UPDATE users SET purging_at = coalesce(purging_at, $2), suspended_at = coalesce(suspended_at, $2) WHERE id = $1',
];

const RETAIN = [
  `UPDATE users SET tenant_key = NULL, settings = settings || jsonb_build_object('formerKey', tenant_key) WHERE id = $1 AND $2::timestamptz IS NOT NULL`,
  `UPDATE connections SET state = 'paused', state_reason = 'The Tenant that managed this listener was deleted; the data was kept.'
   WHERE user_id = $1 AND $2::timestamptz IS NOT NULL`,
  'UPDATE api_tokens SET revoked_at = coalesce(revoked_at, $2) WHERE user_id = $1',
];
