import type { Sql } from '@sidetrack/prisma';

export interface TrackCounts {
  readonly distinct: number;
  readonly withAudio: number;
  readonly scored: number;
}

/** Tracks that the listener has heard: how many, how many with a measured file of theirs, how many with a score. */
export async function countTracks(tx: Sql, userId: string): Promise<TrackCounts> {
  const [row] = await tx.query<TrackCounts>(COUNT, [userId]);
  return row!;
}

const COUNT = `
  WITH heard AS (SELECT DISTINCT recording_id FROM listens WHERE user_id = $1),
  measured AS (
    SELECT DISTINCT m.recording_id
    FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
    WHERE m.user_id = $1 AND m.chosen AND EXISTS (SELECT FROM features x WHERE x.audio_sha256 = f.audio_sha256)
  )
  SELECT count(*) AS distinct, count(measured.recording_id) AS "withAudio",
         count(*) FILTER (WHERE EXISTS (SELECT FROM scores s WHERE s.recording_id = heard.recording_id)) AS scored
  FROM heard LEFT JOIN measured USING (recording_id)`;
