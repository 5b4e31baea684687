import type { Sql } from '@sidetrack/prisma';

export interface Listener {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly timeZone: string;
  /** The calendar day from which that zone holds. */
  readonly timeZoneSince: string;
  readonly isDemo: boolean;
}

/** The listener themselves; undefined once they were deleted. */
export async function readListener(tx: Sql, userId: string): Promise<Listener | undefined> {
  const [row] = await tx.query<Listener>(LISTENER, [userId]);
  return row;
}

const LISTENER = `
  SELECT id, handle, display_name AS "displayName", time_zone AS "timeZone", time_zone_since AS "timeZoneSince", is_demo AS "isDemo"
  FROM users WHERE id = $1`;
