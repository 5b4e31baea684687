import { weekCalendar } from '@sidetrack/analysis';
import { addPending, type Sql } from '@sidetrack/prisma';

const ROWS_AT_ONCE = 1000;

/** What follows where other audio stands for some recordings: they are scored again, and the weeks they were heard in renewed. */
export async function markChanged(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<void> {
  for (let from = 0; from < recordingIds.length; from += ROWS_AT_ONCE) {
    const rows = recordingIds.slice(from, from + ROWS_AT_ONCE);
    await addPending(
      tx,
      rows.map((subject) => ({ kind: 'score', subject, reason: 'match changed' })),
    );
  }
  const weeks = await weeksHeard(tx, userId, recordingIds);
  await tx.query(DIRTY, [userId, weeks]);
}

async function weeksHeard(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<string[]> {
  const [user] = await tx.query<{ timeZone: string; since: string }>(ZONE, [userId]);
  if (user === undefined) return [];
  const calendar = weekCalendar([user]);
  const times = await tx.query<{ at: Date }>(HEARD, [userId, recordingIds]);
  return [...new Set(times.map(({ at }) => calendar.weekStartOf(at)))].sort();
}

const ZONE = `SELECT time_zone AS "timeZone", time_zone_since::text AS since FROM users WHERE id = $1`;

// Every zone's midnight falls on a quarter of an hour, so that a quarter never lies in two weeks.
const HEARD = `
  SELECT DISTINCT date_bin('15 minutes', listened_at, 'epoch') AS at FROM listens
  WHERE user_id = $1 AND recording_id = ANY ($2::uuid[])`;

const DIRTY = `
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT $1, week, 'match' FROM unnest($2::date[]) AS w (week) ON CONFLICT DO NOTHING`;
