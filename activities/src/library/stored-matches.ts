import type { Sql } from '@sidetrack/prisma';
import type { Decision, Match } from './choose-matches.ts';

export const listenersDecisions = (tx: Sql, userId: string): Promise<Decision[]> =>
  tx.query<Decision>(DECISIONS, [userId]);

/** The audio that stands for each recording at the moment. */
export async function chosenAudio(tx: Sql, userId: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ recordingId: string; sha: string }>(CHOSEN, [userId]);
  return new Map(rows.map(({ recordingId, sha }) => [recordingId, sha]));
}

/**
 * Makes the ladder's rows be exactly these. The difference is taken here and not in SQL: after a first import the tables have
 * no statistics yet, and the planner's guess at such a join cost minutes where this takes a second.
 */
export async function storeMatches(tx: Sql, userId: string, matches: readonly Match[]): Promise<void> {
  const stored = new Map((await tx.query<Match>(LADDER, [userId])).map((match) => [keyOf(match), match]));
  const written = matches.filter((match) => !isSame(match, stored.get(keyOf(match))));
  const kept = new Set(matches.map(keyOf));
  const stale = [...stored.values()].filter((match) => !kept.has(keyOf(match)));
  const unchosen = written.filter((match) => !match.chosen && stored.get(keyOf(match))?.chosen === true);
  if (stale.length > 0) await tx.query(DELETE, [userId, ...idsOf(stale)]);
  // Before the new choices: only one file may be chosen for a recording at any moment.
  if (unchosen.length > 0) await tx.query(UNCHOOSE, [userId, ...idsOf(unchosen)]);
  if (written.length > 0) await tx.query(UPSERT, [userId, JSON.stringify(written)]);
}

const keyOf = ({ recordingId, audioFileId }: Match): string => `${recordingId} ${audioFileId}`;
const isSame = (a: Match, b: Match | undefined): boolean =>
  a.rung === b?.rung && a.chosen === b.chosen && Math.fround(a.confidence) === Math.fround(b.confidence);
const idsOf = (matches: readonly Match[]): [string[], string[]] => [
  matches.map(({ recordingId }) => recordingId),
  matches.map(({ audioFileId }) => audioFileId),
];

const DECISIONS = `
  SELECT recording_id AS "recordingId", audio_file_id AS "audioFileId", chosen FROM audio_matches
  WHERE user_id = $1 AND decided_by = 'listener'`;

const CHOSEN = `
  SELECT m.recording_id AS "recordingId", encode(f.audio_sha256, 'hex') AS sha
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 AND m.chosen`;

const LADDER = `
  SELECT recording_id AS "recordingId", audio_file_id AS "audioFileId", rung, confidence, chosen FROM audio_matches
  WHERE user_id = $1 AND decided_by = 'ladder'`;

const DELETE = `
  DELETE FROM audio_matches m USING unnest($2::uuid[], $3::uuid[]) AS g (recording_id, audio_file_id)
  WHERE m.user_id = $1 AND m.recording_id = g.recording_id AND m.audio_file_id = g.audio_file_id AND m.decided_by = 'ladder'`;

const UNCHOOSE = `
  UPDATE audio_matches m SET chosen = false, decided_at = now() FROM unnest($2::uuid[], $3::uuid[]) AS g (recording_id, audio_file_id)
  WHERE m.user_id = $1 AND m.recording_id = g.recording_id AND m.audio_file_id = g.audio_file_id`;

const UPSERT = `
  INSERT INTO audio_matches AS m (user_id, recording_id, audio_file_id, rung, confidence, chosen)
  SELECT $1, g."recordingId", g."audioFileId", g.rung, g.confidence, g.chosen
  FROM jsonb_to_recordset($2::jsonb)
    AS g ("recordingId" uuid, "audioFileId" uuid, rung text, confidence real, chosen boolean)
  ON CONFLICT (user_id, recording_id, audio_file_id) DO UPDATE
    SET rung = excluded.rung, confidence = excluded.confidence, chosen = excluded.chosen, decided_at = now()
    WHERE m.decided_by = 'ladder'`;
