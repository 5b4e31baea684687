import { SCORER_VERSION } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/**
 * Asks for the scores of recordings that only an earlier scorer has scored: weeks read the present scorer's alone, so after an
 * upgrade they would otherwise stay without. Cheap when there is nothing to do, and needed once a process.
 */
export async function askForScores(tx: Sql, now: Date): Promise<void> {
  await tx.query(ASK, [SCORER_VERSION, now]);
}

const ASK = `
  INSERT INTO pending (kind, subject, reason, due_at)
  SELECT 'score', old.recording_id::text, 'new scorer', $2
  FROM (SELECT DISTINCT recording_id FROM scores WHERE scorer_version <> $1) old
  WHERE NOT EXISTS (SELECT FROM scores s WHERE s.recording_id = old.recording_id AND s.scorer_version = $1)
  ORDER BY 2
  ON CONFLICT DO NOTHING`;
