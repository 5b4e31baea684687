import type { Sql } from '@sidetrack/prisma';
import type { TopTrack } from './weeks.ts';

/** The most played tracks for which the listener has no file. */
export function readTracksWithoutFile(tx: Sql, userId: string, limit: number): Promise<TopTrack[]> {
  return tx.query<TopTrack>(TRACKS, [userId, limit]);
}

const TRACKS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", count(*) AS plays
  FROM listens l JOIN recordings r ON r.id = l.recording_id
  WHERE l.user_id = $1 AND NOT EXISTS (SELECT FROM audio_matches m WHERE m.user_id = $1 AND m.recording_id = r.id AND m.chosen)
  GROUP BY r.id ORDER BY plays DESC, r.id LIMIT $2`;
