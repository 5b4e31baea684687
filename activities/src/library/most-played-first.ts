import type { Sql } from '@sidetrack/prisma';

/**
 * Brings forward the measuring of audio that this listener played, the most played first: work is taken in the order of its
 * due time, and the share of plays that rests on measured audio grows fastest so. Rows that are being done or were put
 * off after a failure stay.
 */
export async function mostPlayedFirst(tx: Sql, userId: string, now: Date): Promise<void> {
  await tx.query(BRING_FORWARD, [userId, now]);
}

// A day at most, so that one listener's thousand plays do not keep another's new folder waiting behind all of theirs.
const BRING_FORWARD = `
  WITH waiting AS MATERIALIZED (
    SELECT id, subject, due_at FROM pending
    WHERE kind = 'extract' AND user_id = $1 AND attempts = 0 AND claimed_by IS NULL
  ), played AS (
    SELECT w.id, $2::timestamptz - least(count(*), 1440) * interval '1 minute' AS due_at
    FROM waiting w
    JOIN audio_files f ON f.user_id = $1 AND f.audio_sha256 = decode(w.subject, 'hex')
    JOIN audio_matches m ON m.user_id = $1 AND m.audio_file_id = f.id AND m.chosen
    JOIN listens l ON l.user_id = $1 AND l.recording_id = m.recording_id
    GROUP BY w.id
  )
  UPDATE pending p SET due_at = played.due_at FROM played WHERE p.id = played.id AND p.due_at > played.due_at`;
