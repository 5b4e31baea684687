import type { Sql } from '@sidetrack/prisma';

/** More of an artist's tracks say hardly more of what the artist is like. */
const MOST_TRACKS = 20;

/** Other recordings by the first artist of these of which the sound was measured, by the id of each. */
export async function readArtistTracks(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, string[]>> {
  if (recordingIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; others: string[] }>(READ, [recordingIds, MOST_TRACKS]);
  return new Map(rows.map(({ id, others }) => [id, others]));
}

const READ = `
  SELECT own.id, array_agg(other.id ORDER BY other.id) AS others
  FROM (
    SELECT DISTINCT ON (recording_id) recording_id AS id, artist_id FROM recording_artists
    WHERE recording_id = ANY($1::uuid[]) ORDER BY recording_id, position
  ) own JOIN LATERAL (
    SELECT DISTINCT ra.recording_id AS id FROM recording_artists ra
    WHERE ra.artist_id = own.artist_id AND ra.recording_id <> own.id AND EXISTS (
      SELECT FROM audio_matches m JOIN audio_files a ON a.id = m.audio_file_id JOIN features f ON f.audio_sha256 = a.audio_sha256
      WHERE m.chosen AND m.recording_id = ra.recording_id)
    ORDER BY ra.recording_id LIMIT $2
  ) other ON true
  GROUP BY own.id`;
