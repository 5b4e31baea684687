import { addWeeks, type WeekCalendar } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** Above this share of the plays of half a year, what their scores rest on is being worked out rather than coming in. */
const MUCH = 0.1;
const WEEKS_BACK = 26;

/**
 * Whether much of what a listener heard lately waits to be tagged, measured or scored: then some weeks are scored by what is new and
 * some are not yet, and a difference between them is not one of taste.
 */
export async function isSettling(
  tx: Sql,
  { userId, calendar, through, now }: { userId: string; calendar: WeekCalendar; through: string; now: Date },
): Promise<boolean> {
  const { from } = calendar.boundsOf(addWeeks(through, 1 - WEEKS_BACK));
  const [row] = await tx.query<{ share: number | null }>(SHARE, [userId, from, now]);
  return (row!.share ?? 0) > MUCH;
}

const SHARE = `
  WITH heard AS (
    SELECT recording_id, count(*) AS plays FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at <= $3
    GROUP BY recording_id
  ), waiting AS (
    SELECT subject::uuid AS recording_id FROM pending WHERE kind IN ('score', 'tags')
    UNION
    SELECT m.recording_id FROM pending p JOIN audio_files f ON f.audio_sha256 = decode(p.subject, 'hex')
    JOIN audio_matches m ON m.audio_file_id = f.id AND m.chosen WHERE p.kind = 'extract'
  )
  SELECT (sum(plays) FILTER (WHERE recording_id IN (SELECT recording_id FROM waiting)) / sum(plays))::float8 AS share FROM heard`;
