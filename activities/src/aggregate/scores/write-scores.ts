import { SCORER_VERSION } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { NOTHING, type RecordingScores } from './recording-scores.ts';

/** What the stored scores of these recordings were drawn from, by recording id; NOTHING where there are none. */
export async function readInputHashes(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; inputHash: string }>(HASHES, [recordingIds, SCORER_VERSION]);
  const known = new Map(recordingIds.map((id) => [id, NOTHING]));
  for (const { id, inputHash } of rows) known.set(id, inputHash);
  return known;
}

/** Puts these scores in the place of the recordings' former ones, of whatever version. */
export async function writeScores(tx: Sql, scored: readonly RecordingScores[], now: Date): Promise<void> {
  if (scored.length === 0) return;
  const rows = scored.flatMap(({ recordingId, inputHash, hasAudio, scores }) =>
    Object.entries(scores).map(([axis, score]) => ({ recordingId, axis, inputHash, hasAudio, ...score })),
  );
  await tx.query(CLEAR, [scored.map(({ recordingId }) => recordingId)]);
  await tx.query(WRITE, [JSON.stringify(rows), SCORER_VERSION, now]);
}

const HASHES = `
  SELECT DISTINCT recording_id AS id, input_hash AS "inputHash" FROM scores
  WHERE recording_id = ANY($1::uuid[]) AND scorer_version = $2`;

const CLEAR = `DELETE FROM scores WHERE recording_id = ANY($1::uuid[])`;

// real holds 24 bits: rounding one way each keeps low <= value <= high, which the table checks.
const WRITE = `
  INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash, scored_at)
  SELECT "recordingId", axis, $2, value, least(low, value), greatest(high, value), "hasAudio", sources, "inputHash", $3
  FROM jsonb_to_recordset($1::jsonb)
    AS r ("recordingId" uuid, axis text, value real, low real, high real, "hasAudio" boolean, sources jsonb, "inputHash" text)
  ORDER BY 1, 2`;
