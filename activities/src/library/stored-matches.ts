import type { Sql } from '@sidetrack/prisma';
import type { Decision, Match } from './choose-matches.ts';

export const listenersDecisions = (tx: Sql, userId: string): Promise<Decision[]> =>
  tx.query<Decision>(DECISIONS, [userId]);

/** The audio that stands for each recording at the moment. */
export async function chosenAudio(tx: Sql, userId: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ recordingId: string; sha: string }>(CHOSEN, [userId]);
  return new Map(rows.map(({ recordingId, sha }) => [recordingId, sha]));
}

/** Makes the ladder's rows be exactly these; rows that are as they should be are not written. */
export async function storeMatches(tx: Sql, userId: string, matches: readonly Match[]): Promise<void> {
  const rows = JSON.stringify(matches);
  await tx.query(DELETE_STALE, [userId, rows]);
  // Before the new choices: only one file may be chosen for a recording at any moment.
  await tx.query(UNCHOOSE, [userId, rows]);
  await tx.query(UPSERT, [userId, rows]);
}

const DECISIONS = `
  SELECT recording_id AS "recordingId", audio_file_id AS "audioFileId", chosen FROM audio_matches
  WHERE user_id = $1 AND decided_by = 'listener'`;

const CHOSEN = `
  SELECT m.recording_id AS "recordingId", encode(f.audio_sha256, 'hex') AS sha
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 AND m.chosen`;

const GIVEN = `jsonb_to_recordset($2::jsonb)
  AS g ("recordingId" uuid, "audioFileId" uuid, rung text, confidence real, chosen boolean)`;

const DELETE_STALE = `
  DELETE FROM audio_matches m
  WHERE m.user_id = $1 AND m.decided_by = 'ladder'
    AND NOT EXISTS (SELECT FROM ${GIVEN} WHERE g."recordingId" = m.recording_id AND g."audioFileId" = m.audio_file_id)`;

const UNCHOOSE = `
  UPDATE audio_matches m SET chosen = false, decided_at = now()
  FROM ${GIVEN}
  WHERE m.user_id = $1 AND m.decided_by = 'ladder' AND m.chosen AND NOT g.chosen
    AND g."recordingId" = m.recording_id AND g."audioFileId" = m.audio_file_id`;

const UPSERT = `
  INSERT INTO audio_matches AS m (user_id, recording_id, audio_file_id, rung, confidence, chosen)
  SELECT $1, g."recordingId", g."audioFileId", g.rung, g.confidence, g.chosen FROM ${GIVEN}
  ON CONFLICT (user_id, recording_id, audio_file_id) DO UPDATE
    SET rung = excluded.rung, confidence = excluded.confidence, chosen = excluded.chosen, decided_at = now()
    WHERE m.decided_by = 'ladder'
      AND (m.rung, m.confidence, m.chosen) IS DISTINCT FROM (excluded.rung, excluded.confidence, excluded.chosen)`;
