import { z } from 'zod';
import { addOwnRows } from './own-rows.ts';
import { restoredFile } from './restored-file.ts';
import { axis, count, day, id, list, moment, share, words } from './values.ts';

const others = z.object({ count, change: z.number() });
const parts = { shareBefore: share, shareAfter: share, change: z.number() };
const attribution = z.object({
  before: z.number().nullish(),
  after: z.number().nullish(),
  evidence: z.number(),
  artists: list(z.object({ artist: words, artistId: id.nullable(), ...parts, mix: z.number(), within: z.number() })),
  otherArtists: others,
  tracks: list(z.object({ recordingId: id, title: words, artistCredit: words, ...parts })),
  otherTracks: others,
});

const alert = z.object({
  id,
  axis,
  direction: z.enum(['up', 'down']),
  weekStart: day,
  since: day,
  baselineFrom: day,
  size: z.number(),
  low: z.number(),
  high: z.number(),
  meanBefore: z.number().nullable(),
  meanAfter: z.number().nullable(),
  attribution,
  regime: words,
  announced: z.boolean(),
  stands: z.boolean(),
  raisedAt: moment,
  dismissedAt: moment.nullable(),
});

/** Changes that were found, with what the listener did about them. One that was found again meanwhile keeps its id. */
export const alertsFile = restoredFile({
  name: /^alerts\.jsonl$/u,
  schema: alert,
  async restore(tx, rows, { userId }) {
    await tx.query(KNOWN_ALERTS, [userId, JSON.stringify(rows)]);
    const added = await addOwnRows(tx, { table: 'alerts', userId, rows: rows.map(alertColumns) });
    return { imported: added.size };
  },
});

function alertColumns(one: z.output<typeof alert>) {
  return {
    id: one.id,
    axis: one.axis,
    direction: one.direction,
    week_start: one.weekStart,
    since: one.since,
    baseline_from: one.baselineFrom,
    size: one.size,
    low: one.low,
    high: one.high,
    mean_before: one.meanBefore,
    mean_after: one.meanAfter,
    attribution: one.attribution,
    regime: one.regime,
    announced: one.announced,
    stands: one.stands,
    raised_at: one.raisedAt,
    dismissed_at: one.dismissedAt,
  };
}

const KNOWN_ALERTS = `
  UPDATE alerts a SET dismissed_at = coalesce(a.dismissed_at, r."dismissedAt"), announced = a.announced OR r.announced,
    raised_at = least(a.raised_at, r."raisedAt")
  FROM jsonb_to_recordset($2::jsonb) AS r (axis text, direction text, "weekStart" date, announced boolean, "raisedAt" timestamptz, "dismissedAt" timestamptz)
  WHERE a.user_id = $1 AND a.axis = r.axis AND a.direction = r.direction AND a.week_start = r."weekStart"`;
