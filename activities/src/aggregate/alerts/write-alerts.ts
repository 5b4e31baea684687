import type { DatedChange } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { StoredAttribution } from './attribute.ts';
import type { KnownAlert } from './read-known-alerts.ts';

export interface AlertRow extends DatedChange {
  /** Of the row that it keeps; null for a new one. */
  id: string | null;
  announced: boolean;
  /** Null where that of the row still holds. */
  attribution: StoredAttribution | null;
}

/** Writes the changes that are found: new ones as new rows, known ones over their rows. */
export async function writeAlerts(
  tx: Sql,
  { userId, rows, now }: { userId: string; rows: readonly AlertRow[]; now: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map((row) => ({
    ...row,
    ...bounds(row),
    meanBefore: row.attribution?.before ?? null,
    meanAfter: row.attribution?.after ?? null,
  }));
  const known = given.filter(({ id }) => id !== null);
  // Two changes of one axis may swap weeks: each steps aside first.
  await tx.query(STEP_ASIDE, [userId, known.map(({ id }) => id)]);
  await tx.query(UPDATE, [userId, JSON.stringify(known)]);
  await tx.query(INSERT, [userId, JSON.stringify(given.filter(({ id }) => id === null)), now]);
}

/** Takes away changes that are found no more; a dismissed one stays in the background, so that it stays dismissed. */
export async function removeAlerts(tx: Sql, alerts: readonly KnownAlert[]): Promise<void> {
  if (alerts.length === 0) return;
  const ids = (dismissed: boolean) => alerts.filter((one) => one.dismissed === dismissed).map(({ id }) => id);
  await tx.query('DELETE FROM alerts WHERE id = ANY($1::uuid[])', [ids(false)]);
  await tx.query('UPDATE alerts SET stands = false WHERE id = ANY($1::uuid[])', [ids(true)]);
}

/** real holds 24 bits: rounded one way each, so that low <= size <= high, which the table checks. */
function bounds({ size, low, high }: DatedChange): { size: number; low: number; high: number } {
  const rounded = Math.fround(size);
  return { size: rounded, low: Math.min(rounded, Math.fround(low)), high: Math.max(rounded, Math.fround(high)) };
}

const FIELDS = `
  id uuid, axis text, "weekStart" date, since date, "baselineFrom" date, direction text, size real, low real, high real,
  "meanBefore" real, "meanAfter" real, attribution jsonb, regime text, announced boolean`;

const STEP_ASIDE = `
  UPDATE alerts SET week_start = week_start + 1000000 WHERE user_id = $1 AND id = ANY($2::uuid[])`;

const UPDATE = `
  UPDATE alerts a SET week_start = r."weekStart", since = r.since, baseline_from = r."baselineFrom", direction = r.direction, size = r.size,
    low = r.low, high = r.high, regime = r.regime, announced = r.announced, stands = true,
    mean_before = CASE WHEN r.attribution IS NULL THEN a.mean_before ELSE r."meanBefore" END,
    mean_after = CASE WHEN r.attribution IS NULL THEN a.mean_after ELSE r."meanAfter" END,
    attribution = coalesce(r.attribution, a.attribution)
  FROM jsonb_to_recordset($2::jsonb) AS r (${FIELDS})
  WHERE a.user_id = $1 AND a.id = r.id`;

const INSERT = `
  INSERT INTO alerts (user_id, axis, week_start, since, baseline_from, direction, size, low, high, mean_before, mean_after, attribution,
    regime, announced, raised_at)
  SELECT $1, axis, "weekStart", since, "baselineFrom", direction, size, low, high, "meanBefore", "meanAfter", attribution, regime,
    announced, $3
  FROM jsonb_to_recordset($2::jsonb) AS r (${FIELDS})
  ORDER BY "weekStart", axis`;
