import { weekCalendar, type WeekCalendar } from '@sidetrack/analysis';
import { readTimeZones, type Sql } from '@sidetrack/prisma';

/** A week of a listener that has to be computed again, and why. */
export interface DirtyWeek {
  userId: string;
  weekStart: string;
  reason: string;
}

/**
 * Notes weeks that have to be computed again, in the transaction that changes what they rest on. A row that is there
 * already is written again all the same: that locks it, so that an aggregation which is about to consume it waits for this
 * transaction and sees its changes.
 */
export async function markDirty(tx: Sql, weeks: readonly DirtyWeek[]): Promise<void> {
  if (weeks.length > 0) await tx.query(MARK, [JSON.stringify(weeks)]);
}

/** Marks every week in which anyone played one of these recordings. */
export async function markListenersDirty(tx: Sql, recordingIds: readonly string[], reason: string): Promise<void> {
  const plays = await tx.query<{ userId: string; listenedAt: Date }>(PLAYS, [recordingIds]);
  if (plays.length === 0) return;
  const calendars = await readCalendars(tx, [...new Set(plays.map(({ userId }) => userId))]);
  const weeks = new Map<string, DirtyWeek>();
  for (const { userId, listenedAt } of plays) {
    const weekStart = calendars.get(userId)!.weekStartOf(listenedAt);
    weeks.set(`${userId} ${weekStart}`, { userId, weekStart, reason });
  }
  await markDirty(tx, [...weeks.values()]);
}

/** The calendars of these listeners, by id; a listener who is gone is not in the map. */
export async function readCalendars(tx: Sql, userIds: readonly string[]): Promise<Map<string, WeekCalendar>> {
  const zones = await readTimeZones(tx, userIds);
  return new Map([...zones].map(([id, own]) => [id, weekCalendar(own)]));
}

const PLAYS = `
  SELECT DISTINCT user_id AS "userId", listened_at AS "listenedAt" FROM listens WHERE recording_id = ANY($1::uuid[])`;

// Ordered, so that two transactions that mark the same weeks do not deadlock.
const MARK = `
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT DISTINCT "userId", "weekStart", reason
  FROM jsonb_to_recordset($1::jsonb) AS r ("userId" uuid, "weekStart" date, reason text)
  ORDER BY 1, 2, 3
  ON CONFLICT (user_id, week_start, reason) DO UPDATE SET created_at = excluded.created_at`;
