import type { Sql } from '@sidetrack/prisma';
import type { ConnectionShape } from '../contract/connections.ts';
import { iso, isoOrNull } from './moments.ts';

/** The listener's accounts elsewhere, by service. */
export async function readConnections(tx: Sql, userId: string): Promise<ConnectionShape[]> {
  return (await tx.query<ConnectionRow>(`${SELECT} WHERE user_id = $1 ORDER BY service`, [userId])).map(shape);
}

export async function readConnection(tx: Sql, userId: string, service: string): Promise<ConnectionShape | undefined> {
  const [row] = await tx.query<ConnectionRow>(`${SELECT} WHERE user_id = $1 AND service = $2`, [userId, service]);
  return row && shape(row);
}

type ConnectionRow = Omit<ConnectionShape, 'lastSyncedAt' | 'nextDueAt'> & {
  lastSyncedAt: Date | null;
  nextDueAt: Date;
};

function shape({ lastSyncedAt, nextDueAt, ...row }: ConnectionRow): ConnectionShape {
  return { ...row, lastSyncedAt: isoOrNull(lastSyncedAt), nextDueAt: iso(nextDueAt) };
}

const SELECT = `
  SELECT id, service, external_name AS "externalName", credential IS NOT NULL AS "hasCredential", state, state_reason AS "stateReason",
         last_synced_at AS "lastSyncedAt", next_due_at AS "nextDueAt", backfill_complete AS "backfillComplete"
  FROM connections`;
