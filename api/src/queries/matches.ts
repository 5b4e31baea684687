import type { Sql } from '@sidetrack/prisma';
import { SURE } from '../contract/matches.ts';
import type { MatchShape, MatchStateName } from '../contract/matches.ts';
import { wordPatterns } from './words-pattern.ts';

export interface MatchFilter {
  readonly state: MatchStateName;
  readonly recordingId?: string | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Candidates of the match ladder: the chosen ones first, of them the least certain first. */
export async function readMatches(
  tx: Sql,
  userId: string,
  { state, recordingId, q, limit, offset }: MatchFilter,
): Promise<{ total: number; matches: MatchShape[] }> {
  const from = `${FROM} AND ${STATES[state]}`;
  const asked = [userId, recordingId ?? null, wordPatterns(q)];
  const [counted] = await tx.query<{ total: number }>(`SELECT count(*) AS total ${from}`, asked);
  const matches = await tx.query<MatchShape>(`${COLUMNS} ${from} ${ORDER} LIMIT $4 OFFSET $5`, [
    ...asked,
    limit,
    offset,
  ]);
  return { total: counted!.total, matches };
}

/** Matches of which the ladder is not sure, and nobody has decided about. */
export async function countToConfirm(tx: Sql, userId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM audio_matches m WHERE m.user_id = $1 AND ${STATES['to-confirm']}`,
    [userId],
  );
  return row!.count;
}

const STATES: Readonly<Record<MatchStateName, string>> = {
  all: 'true',
  'to-confirm': `m.chosen AND m.decided_by = 'ladder' AND m.confidence < ${SURE}`,
  matched: 'm.chosen',
  refused: `NOT m.chosen AND m.decided_by = 'listener'`,
};

const FROM = `
  FROM audio_matches m JOIN recordings r ON r.id = m.recording_id JOIN audio_files f ON f.id = m.audio_file_id
  LEFT JOIN heard_recordings h ON h.user_id = m.user_id AND h.recording_id = m.recording_id
  WHERE m.user_id = $1 AND ($2::uuid IS NULL OR m.recording_id = $2)
    AND concat_ws(' ', r.title, r.artist_credit, f.relative_path) ILIKE ALL ($3::text[])`;

const COLUMNS = `
  SELECT m.recording_id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(h.plays, 0) AS plays,
         r.duration_ms / 1000.0::float8 AS "trackSeconds", f.id AS "fileId", f.relative_path AS "relativePath", f.title AS "fileTitle",
         f.artist AS "fileArtist", f.duration_seconds AS "fileSeconds", m.rung, m.confidence, m.chosen, m.decided_by AS "decidedBy"`;

const ORDER = 'ORDER BY m.chosen DESC, m.confidence, r.title, m.recording_id, f.id';
