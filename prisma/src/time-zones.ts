import type { Sql } from './database.ts';

/** From this calendar date on, a listener's weeks are those of this IANA time zone, until the next one begins. */
export interface ZoneSince {
  readonly timeZone: string;
  readonly since: string;
}

/** The zones of these listeners, each list from its oldest to the present one; a listener who is gone is not in the map. */
export async function readTimeZones(tx: Sql, userIds: readonly string[]): Promise<Map<string, ZoneSince[]>> {
  const rows = await tx.query<ZoneSince & { id: string }>(ZONES, [userIds]);
  const zones = new Map<string, ZoneSince[]>();
  for (const { id, ...zone } of rows) zones.set(id, [...(zones.get(id) ?? []), zone]);
  return zones;
}

// A former zone that begins on or after the present one holds nowhere any more.
const ZONES = `
  SELECT u.id, f.time_zone AS "timeZone", f.since
  FROM users u JOIN former_time_zones f ON f.user_id = u.id AND f.since < u.time_zone_since
  WHERE u.id = ANY($1::uuid[])
  UNION ALL
  SELECT id, time_zone, time_zone_since FROM users WHERE id = ANY($1::uuid[])
  ORDER BY 1, 3`;
