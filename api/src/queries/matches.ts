import type { Sql } from '@sidetrack/prisma';

export interface MatchRow {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly fileId: string;
  readonly relativePath: string;
  readonly rung: string;
  readonly confidence: number;
  readonly chosen: boolean;
  readonly decidedBy: 'ladder' | 'listener';
}

/** Candidates of the match ladder: the chosen ones first, of them the least certain first. */
export async function readMatches(
  tx: Sql,
  userId: string,
  limit: number,
): Promise<{ total: number; matches: MatchRow[] }> {
  const [counted] = await tx.query<{ total: number }>(
    'SELECT count(*) AS total FROM audio_matches WHERE user_id = $1',
    [userId],
  );
  return { total: counted!.total, matches: await tx.query<MatchRow>(MATCHES, [userId, limit]) };
}

const MATCHES = `
  SELECT m.recording_id AS "recordingId", r.title, r.artist_credit AS "artistCredit", f.id AS "fileId", f.relative_path AS "relativePath",
         m.rung, m.confidence, m.chosen, m.decided_by AS "decidedBy"
  FROM audio_matches m JOIN recordings r ON r.id = m.recording_id JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 ORDER BY m.chosen DESC, m.confidence, r.title, m.recording_id, f.id LIMIT $2`;
