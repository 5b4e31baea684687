import { weekCalendar } from '@sidetrack/analysis';
import { addPending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import { readListener } from './listener.ts';

/** What follows where other audio stands for some tracks: they are scored again, and the weeks they were heard in worked out anew. */
export async function markMatchChanged(
  tx: Sql,
  userId: string,
  { recordingIds, now }: { recordingIds: readonly string[]; now: Date },
): Promise<void> {
  if (recordingIds.length === 0) return;
  await addPending(
    tx,
    recordingIds.map((subject) => ({ kind: 'score', subject, reason: 'match changed', dueAt: now })),
  );
  const plays = await tx.query<{ at: Date }>(PLAYS, [userId, recordingIds]);
  const calendar = weekCalendar((await readListener(tx, userId))?.timeZones ?? []);
  const weeks = [...new Set(plays.map(({ at }) => calendar.weekStartOf(at)))].sort();
  await tx.query(MARK, [userId, weeks, now]);
}

const PLAYS = 'SELECT DISTINCT listened_at AS at FROM listens WHERE user_id = $1 AND recording_id = ANY($2::uuid[])';

// A row that is there already is written again: an aggregation that is about to consume it waits, and sees these changes.
const MARK = `
  INSERT INTO dirty_weeks (user_id, week_start, reason, created_at)
  SELECT $1, week_start, 'match', $3 FROM unnest($2::date[]) AS t (week_start) ORDER BY week_start
  ON CONFLICT (user_id, week_start, reason) DO UPDATE SET created_at = excluded.created_at`;
