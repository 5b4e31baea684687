import type { Sql } from '@sidetrack/prisma';
import type { ToldShape, TrackDecisionShape } from '../contract/track-decisions.ts';

/** Merges and splits that stand, the latest first; or one of them. */
export async function readTrackDecisions(
  tx: Sql,
  userId: string,
  id: string | null = null,
): Promise<TrackDecisionShape[]> {
  const rows = await tx.query<Omit<TrackDecisionShape, 'decidedAt'> & { decidedAt: Date }>(READ, [userId, id]);
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}

export async function readTold(
  tx: Sql,
  userId: string,
  recordingId: string,
): Promise<(ToldShape & { plays: number })[]> {
  return tx.query(TOLD, [userId, recordingId]);
}

/** Which of these recordings the listener has heard. */
export async function readHeard(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(HEARD, [userId, recordingIds]);
  return new Set(rows.map(({ id }) => id));
}

const TRACK = (name: string): string =>
  `jsonb_build_object('recordingId', ${name}.id, 'title', ${name}.title, 'artistCredit', ${name}.artist_credit)`;

const READ = `
  SELECT d.id, d.kind, d.decided_at AS "decidedAt", d.told,
    (SELECT count(*)::int FROM recording_decision_listens l WHERE l.decision_id = d.id) AS plays,
    ${TRACK('f')} AS "from", ${TRACK('i')} AS "into"
  FROM recording_decisions d
  JOIN recordings f ON f.id = d.from_recording_id JOIN recordings i ON i.id = d.into_recording_id
  WHERE d.user_id = $1 AND d.undone_at IS NULL AND ($2::uuid IS NULL OR d.id = $2)
  ORDER BY d.decided_at DESC, d.id`;

const TOLD = `
  SELECT artist_name AS "artistName", track_name AS "trackName", release_name AS "releaseName", count(*)::int AS plays
  FROM listens WHERE user_id = $1 AND recording_id = $2
  GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 NULLS FIRST`;

const HEARD = 'SELECT recording_id AS id FROM heard_recordings WHERE user_id = $1 AND recording_id = ANY($2::uuid[])';
