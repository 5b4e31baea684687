import type { Sql } from '@sidetrack/prisma';
import type { TenantShape } from '../contract/internal/tenants.ts';
import { isoOrNull } from '../queries/moments.ts';

/**
 * Listeners that Tenants manage, by key; of one key only where it is given. Counts are kept, not counted: a thousand listeners
 * with ten million listens are answered for in some milliseconds.
 */
export async function readTenantStates(tx: Sql, key: string | null = null): Promise<TenantShape[]> {
  const rows = await tx.query<Row>(STATES, [key]);
  return rows.map(({ lastSyncedAt, ...row }) => ({ ...row, lastSyncedAt: isoOrNull(lastSyncedAt) }));
}

type Row = Omit<TenantShape, 'lastSyncedAt'> & { lastSyncedAt: Date | null };

const STATES = `
  SELECT u.tenant_key AS key, u.id AS "userId",
         CASE WHEN u.purging_at IS NOT NULL THEN 'purging' WHEN u.suspended_at IS NOT NULL THEN 'suspended' ELSE 'active' END AS state,
         coalesce(t.listens, 0) AS listens, coalesce(t.tracks, 0) AS tracks, coalesce(t.coverage, 0)::float8 AS coverage,
         c.last_synced_at AS "lastSyncedAt", nullif(concat_ws(' ', c.reason, r.reason), '') AS problem
  FROM users u
  LEFT JOIN listener_totals t ON t.user_id = u.id
  LEFT JOIN LATERAL (
    SELECT max(last_synced_at) AS last_synced_at, string_agg(state_reason, ' ' ORDER BY service) AS reason
    FROM connections WHERE user_id = u.id
  ) AS c ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(state_reason, ' ' ORDER BY path) AS reason FROM audio_roots WHERE user_id = u.id
  ) AS r ON true
  WHERE u.tenant_key IS NOT NULL AND ($1::text IS NULL OR u.tenant_key = $1)
  ORDER BY u.tenant_key`;
