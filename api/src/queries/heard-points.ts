import type { Sql } from '@sidetrack/prisma';

/** A track that was heard lately, where it lies in a space. */
export interface HeardPoint {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly plays: number;
  readonly vector: readonly number[];
}

/** The tracks of a map that were heard between two instants, and how many plays there were in all, on the map or not. */
export async function readHeardPoints(
  tx: Sql,
  userId: string,
  { mapId, from, to }: { mapId: string; from: Date; to: Date },
): Promise<{ points: HeardPoint[]; plays: number }> {
  const points = await tx.query<HeardPoint>(POINTS, [userId, mapId, from, to]);
  const [all] = await tx.query<{ plays: number }>(PLAYS, [userId, from, to]);
  return { points, plays: all!.plays };
}

const POINTS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", heard.plays, t.vector
  FROM (SELECT recording_id, count(*)::int AS plays FROM listens
        WHERE user_id = $1 AND listened_at >= $3 AND listened_at < $4 GROUP BY recording_id) AS heard
  JOIN map_tracks t ON t.recording_id = heard.recording_id AND t.map_id = $2 JOIN recordings r ON r.id = heard.recording_id
  ORDER BY r.id`;

const PLAYS = `SELECT count(*)::int AS plays FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $3`;
