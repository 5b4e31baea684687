import { readTimeZones, type Sql, type ZoneSince } from '@sidetrack/prisma';

export interface Listener {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly timeZone: string;
  /** The zones of their weeks, from the oldest to the present one. */
  readonly timeZones: readonly ZoneSince[];
  readonly isDemo: boolean;
  /** An administrator manages them by a Tenant resource. */
  readonly isManaged: boolean;
}

/** The listener themselves; undefined once they were deleted. */
export async function readListener(tx: Sql, userId: string): Promise<Listener | undefined> {
  const [row] = await tx.query<Omit<Listener, 'timeZones'>>(LISTENER, [userId]);
  return row && { ...row, timeZones: (await readTimeZones(tx, [userId])).get(userId) ?? [] };
}

const LISTENER = `
  SELECT id, handle, display_name AS "displayName", time_zone AS "timeZone", is_demo AS "isDemo",
         tenant_key IS NOT NULL AS "isManaged"
  FROM users WHERE id = $1`;
