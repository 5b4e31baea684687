import { z } from 'zod';
import { isTimeZone } from '../formats/wall-clock.ts';
import { restoredFile } from './restored-file.ts';
import { day, list, words } from './values.ts';

const zone = words.refine(isTimeZone);

/** Name, time zones and settings; of a listener who has plays already they stay as they are. */
export const listenerFile = restoredFile({
  name: /^listener\.jsonl$/u,
  schema: z.object({
    displayName: words.min(1),
    timeZones: list(z.object({ since: day, timeZone: zone })).min(1),
    settings: z
      .object({ options: z.record(z.string(), z.unknown()), imports: z.record(z.string(), z.unknown()) })
      .partial(),
  }),
  async restore(tx, [row], { userId, isEmpty }) {
    if (!isEmpty) return { imported: 0, skipped: { 'your own settings stay as they are': 1 } };
    const { displayName, timeZones, settings } = row!;
    const present = timeZones.at(-1)!;
    const former = timeZones.slice(0, -1).filter(({ since }) => since < present.since);
    await tx.query(FORMER, [userId, JSON.stringify(former)]);
    await tx.query(LISTENER, [userId, displayName, present.timeZone, present.since, JSON.stringify(settings)]);
    return { imported: 1 };
  },
});

const FORMER = `
  INSERT INTO former_time_zones (user_id, since, time_zone)
  SELECT $1, since, "timeZone" FROM jsonb_to_recordset($2::jsonb) AS z (since date, "timeZone" text)
  ON CONFLICT (user_id, since) DO UPDATE SET time_zone = excluded.time_zone`;

// What audio is measured like and what imports leave out is the listener's to say; quotas are not.
const LISTENER = `
  UPDATE users SET display_name = $2, time_zone = $3, time_zone_since = $4, settings = settings || $5::jsonb WHERE id = $1`;
