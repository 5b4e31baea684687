import type { Sql } from '@sidetrack/prisma';

/**
 * Lets what the listener decided about recordings (merges and splits) hold for the plays that were just staged and written. What is
 * moved is noted, so that taking the decision back brings these plays back too.
 */
export async function applyDecisions(tx: Sql, userId: string, batchId: string): Promise<void> {
  const [some] = await tx.query<{ some: boolean }>(ANY_DECISION, [userId]);
  if (some?.some !== true) return;
  // A recording that plays were moved into may itself have been merged into another.
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const moved = await tx.query(MOVE, [batchId, userId]);
    if (moved.length === 0) return;
  }
}

const LONGEST_CHAIN = 10;

const ANY_DECISION = `
  SELECT EXISTS (SELECT FROM recording_decisions WHERE user_id = $1 AND undone_at IS NULL) AS some`;

// A split is narrower than a merge of the same recording, and comes first.
const MOVE = `
  WITH decided AS (
    SELECT l.listened_at, l.track_key, d.id, d.into_recording_id
    FROM staging_listens s
    CROSS JOIN LATERAL (
      SELECT * FROM listens WHERE user_id = $2 AND listened_at = s.listened_at AND track_key = s.track_key LIMIT 1
    ) AS l
    CROSS JOIN LATERAL (
      SELECT id, into_recording_id FROM recording_decisions d
      WHERE d.user_id = $2 AND d.undone_at IS NULL AND d.from_recording_id = l.recording_id AND (
        d.kind = 'merge' OR EXISTS (
          SELECT FROM jsonb_array_elements(d.told) AS t
          WHERE t ->> 'artistName' = l.artist_name AND t ->> 'trackName' = l.track_name
            AND t ->> 'releaseName' IS NOT DISTINCT FROM l.release_name))
      ORDER BY d.kind = 'merge', d.decided_at, d.id LIMIT 1
    ) AS d
    WHERE s.batch_id = $1
  ), noted AS (
    INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
    SELECT id, $2, listened_at, track_key FROM decided ON CONFLICT DO NOTHING
  )
  UPDATE listens l SET recording_id = d.into_recording_id FROM decided d
  WHERE l.user_id = $2 AND l.listened_at = d.listened_at AND l.track_key = d.track_key
  RETURNING 1`;
