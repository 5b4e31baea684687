import type { Sql } from '@sidetrack/prisma';

export interface KnownTenant {
  readonly userId: string;
  readonly handle: string;
  readonly isPurging: boolean;
  readonly isSuspended: boolean;
}

/** The listener that the Tenant of this key manages. */
export async function findTenant(tx: Sql, key: string): Promise<KnownTenant | undefined> {
  const [row] = await tx.query<KnownTenant>(FIND, [key]);
  return row;
}

/** Until the transaction ends, nobody else changes this tenant. */
export async function lockTenant(tx: Sql, key: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sidetrack.tenant ' || $1, 0))`, [key]);
}

const FIND = `
  SELECT id AS "userId", handle, purging_at IS NOT NULL AS "isPurging", suspended_at IS NOT NULL AS "isSuspended"
  FROM users WHERE tenant_key = $1`;
