import type { Sql } from '@sidetrack/prisma';
import type { DecisionShape } from '../contract/matches.ts';

/** The audio that stands for some tracks at the moment: hashes in hex by recording. */
export async function readStandingAudio(
  tx: Sql,
  userId: string,
  recordingIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ recordingId: string; audio: string }>(STANDING, [userId, recordingIds]);
  return new Map(rows.map(({ recordingId, audio }) => [recordingId, audio]));
}

/** What the listener has decided about some tracks so far. */
export async function readDecisions(
  tx: Sql,
  userId: string,
  recordingIds: readonly string[],
): Promise<DecisionShape[]> {
  return tx.query<DecisionShape>(DECIDED, [userId, recordingIds]);
}

/** How many of these tracks were heard and of these files are the listener's own. */
export async function countKnown(
  tx: Sql,
  userId: string,
  { recordingIds, fileIds }: { recordingIds: readonly string[]; fileIds: readonly string[] },
): Promise<{ tracks: number; files: number }> {
  const [row] = await tx.query<{ tracks: number; files: number }>(KNOWN, [userId, recordingIds, fileIds]);
  return row!;
}

/**
 * Writes decisions, of which at most one says `same` for a track. The file that stands for each track afterwards is the one that
 * the listener chose, else the ladder's best: the surest, one that is there before one that is gone, then the smaller id, as
 * the matching itself chooses (activities/src/library/choose-matches.ts). So nothing waits for the next matching, and that
 * one changes nothing.
 */
export async function writeDecisions(
  tx: Sql,
  userId: string,
  { decisions, now }: { decisions: readonly DecisionShape[]; now: Date },
): Promise<void> {
  const values = [userId, JSON.stringify(decisions), now];
  const recordingIds = [...new Set(decisions.map(({ recordingId }) => recordingId))];
  // Only one file may stand for a track at any moment: first all that change are let go.
  await tx.query(LET_LADDER_GO, [userId, recordingIds]);
  await tx.query(LET_CHOICE_GO, values.slice(0, 2));
  await tx.query(REFUSE, values);
  await tx.query(LEAVE_TO_LADDER, values.slice(0, 2));
  await tx.query(FORGET_PICKED, [userId, recordingIds]);
  await tx.query(CHOOSE, values);
  await tx.query(NEXT_BEST, [userId, recordingIds]);
}

const STANDING = `
  SELECT m.recording_id AS "recordingId", coalesce(encode(f.audio_sha256, 'hex'), f.id::text) AS audio
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 AND m.recording_id = ANY($2::uuid[]) AND m.chosen`;

const DECIDED = `
  SELECT recording_id AS "recordingId", audio_file_id AS "fileId", CASE WHEN chosen THEN 'same' ELSE 'different' END AS verdict
  FROM audio_matches WHERE user_id = $1 AND recording_id = ANY($2::uuid[]) AND decided_by = 'listener'
  ORDER BY recording_id, audio_file_id`;

const KNOWN = `
  SELECT (SELECT count(*) FROM heard_recordings WHERE user_id = $1 AND recording_id = ANY($2::uuid[])) AS tracks,
         (SELECT count(*) FROM audio_files WHERE user_id = $1 AND id = ANY($3::uuid[])) AS files`;

const GIVEN = `jsonb_to_recordset($2::jsonb) AS g ("recordingId" uuid, "fileId" uuid, verdict text)`;

const LET_LADDER_GO = `
  UPDATE audio_matches SET chosen = false WHERE user_id = $1 AND recording_id = ANY($2::uuid[]) AND chosen AND decided_by = 'ladder'`;

/** An earlier choice of the listener becomes the ladder's candidate that it was, where another file is chosen now. */
const LET_CHOICE_GO = `
  UPDATE audio_matches m SET decided_by = 'ladder', chosen = false FROM ${GIVEN}
  WHERE m.user_id = $1 AND m.recording_id = g."recordingId" AND m.chosen AND m.decided_by = 'listener' AND g.verdict = 'same'`;

const REFUSE = `
  INSERT INTO audio_matches AS m (user_id, recording_id, audio_file_id, rung, confidence, chosen, decided_by, decided_at)
  SELECT $1, g."recordingId", g."fileId", 'listener', 0, false, 'listener', $3 FROM ${GIVEN} WHERE g.verdict = 'different'
  ON CONFLICT (user_id, recording_id, audio_file_id) DO UPDATE SET chosen = false, decided_by = 'listener', decided_at = excluded.decided_at`;

const LEAVE_TO_LADDER = `
  UPDATE audio_matches m SET decided_by = 'ladder', chosen = false FROM ${GIVEN}
  WHERE m.user_id = $1 AND m.recording_id = g."recordingId" AND m.audio_file_id = g."fileId" AND g.verdict = 'undecided'`;

/** A file that was picked by hand was never the ladder's: left to it, it is none of its candidates. */
const FORGET_PICKED = `
  DELETE FROM audio_matches WHERE user_id = $1 AND recording_id = ANY($2::uuid[]) AND decided_by = 'ladder' AND rung = 'listener'`;

const CHOOSE = `
  INSERT INTO audio_matches AS m (user_id, recording_id, audio_file_id, rung, confidence, chosen, decided_by, decided_at)
  SELECT $1, g."recordingId", g."fileId", 'listener', 1, true, 'listener', $3 FROM ${GIVEN} WHERE g.verdict = 'same'
  ON CONFLICT (user_id, recording_id, audio_file_id) DO UPDATE SET chosen = true, decided_by = 'listener', decided_at = excluded.decided_at`;

const NEXT_BEST = `
  UPDATE audio_matches m SET chosen = true FROM (
    SELECT DISTINCT ON (c.recording_id) c.recording_id, c.audio_file_id
    FROM audio_matches c JOIN audio_files f ON f.id = c.audio_file_id
    WHERE c.user_id = $1 AND c.recording_id = ANY($2::uuid[]) AND c.decided_by = 'ladder' AND f.state <> 'unreadable'
      AND NOT EXISTS (SELECT FROM audio_matches s WHERE s.user_id = $1 AND s.recording_id = c.recording_id AND s.chosen)
    ORDER BY c.recording_id, c.confidence DESC, f.state = 'gone', c.audio_file_id
  ) AS best
  WHERE m.user_id = $1 AND m.recording_id = best.recording_id AND m.audio_file_id = best.audio_file_id`;
