import { addWeeks, weekCalendar } from '@sidetrack/analysis';
import { readTimeZones } from '@sidetrack/prisma';
import type { Sql, ZoneSince } from '@sidetrack/prisma';

/** The day that stands for "always" where a zone holds from the beginning. */
export const BEGINNING = '1970-01-01';

export interface MovedZones {
  readonly timeZones: ZoneSince[];
  /** Weeks that begin or end at another moment now. */
  readonly weeks: number;
}

/** The zones with this one among them, in place of one of the same day. */
export function withZone(zones: readonly ZoneSince[], zone: ZoneSince): ZoneSince[] {
  return [...withoutZone(zones, zone.since), zone].sort((a, b) => (a.since < b.since ? -1 : 1));
}

export function withoutZone(zones: readonly ZoneSince[], since: string): ZoneSince[] {
  return zones.filter((zone) => zone.since !== since);
}

/**
 * Changes the time zones of a listener and marks the weeks whose beginning or end moves with them, and no others, as to be
 * computed again. The newest zone is the present one.
 */
export async function moveZones(
  tx: Sql,
  userId: string,
  { change, now }: { change: (zones: readonly ZoneSince[]) => ZoneSince[]; now: Date },
): Promise<MovedZones> {
  await tx.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);
  const before = (await readTimeZones(tx, [userId])).get(userId) ?? [];
  const timeZones = change(before);
  const present = timeZones.at(-1)!;
  await tx.query('DELETE FROM former_time_zones WHERE user_id = $1', [userId]);
  await tx.query(KEEP, [userId, JSON.stringify(timeZones.slice(0, -1))]);
  await tx.query('UPDATE users SET time_zone = $2, time_zone_since = $3 WHERE id = $1', [
    userId,
    present.timeZone,
    present.since,
  ]);
  const moved = await movedWeeks(tx, userId, { before, after: timeZones, now });
  await tx.query(MARK, [userId, moved, now]);
  return { timeZones, weeks: moved.length };
}

/** Every week of the listener's history of which a calendar says something else than before. */
async function movedWeeks(
  tx: Sql,
  userId: string,
  { before, after, now }: { before: readonly ZoneSince[]; after: readonly ZoneSince[]; now: Date },
): Promise<string[]> {
  const [span] = await tx.query<{ first: Date | null; last: Date | null }>(SPAN, [userId]);
  if (span === undefined || span.first === null || span.last === null) return [];
  const [old, present] = [weekCalendar(before), weekCalendar(after)];
  const last = span.last > now ? span.last : now;
  const end = addWeeks(old.weekStartOf(last), 1);
  const moved: string[] = [];
  for (let week = addWeeks(old.weekStartOf(span.first), -1); week <= end; week = addWeeks(week, 1)) {
    const [was, is] = [old.boundsOf(week), present.boundsOf(week)];
    if (was.from.getTime() !== is.from.getTime() || was.to.getTime() !== is.to.getTime()) moved.push(week);
  }
  return moved;
}

const SPAN = 'SELECT min(listened_at) AS first, max(listened_at) AS last FROM listens WHERE user_id = $1';

const KEEP = `
  INSERT INTO former_time_zones (user_id, since, time_zone)
  SELECT $1, since, "timeZone" FROM jsonb_to_recordset($2::jsonb) AS z (since date, "timeZone" text)`;

const MARK = `
  INSERT INTO dirty_weeks (user_id, week_start, reason, created_at)
  SELECT $1, week, 'time zone', $3 FROM unnest($2::date[]) AS week ORDER BY week
  ON CONFLICT (user_id, week_start, reason) DO UPDATE SET created_at = excluded.created_at`;
