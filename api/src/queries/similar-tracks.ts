import type { Sql } from '@sidetrack/prisma';

export interface SimilarTrack {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly distance: number;
  readonly plays: number;
}

export interface SimilarTracksFound {
  readonly compared: number;
  readonly typicalDistance: number | null;
  readonly tracks: SimilarTrack[];
}

/** Those of these maps that a recording lies on. */
export async function readMapsOf(tx: Sql, recordingId: string, mapIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(MAPS_OF, [recordingId, mapIds]);
  return rows.map(({ id }) => id);
}

/** What the listener has heard of a map, compared with one track on it: the nearest ones, and how far they are as a rule. */
export async function readSimilarTracks(
  tx: Sql,
  userId: string,
  { mapId, recordingId, limit }: { mapId: string; recordingId: string; limit: number },
): Promise<SimilarTracksFound> {
  const [found] = await tx.query<SimilarTracksFound>(SIMILAR, [userId, mapId, recordingId, limit]);
  return found!;
}

const MAPS_OF = `SELECT map_id AS id FROM map_tracks WHERE recording_id = $1 AND map_id = ANY($2::uuid[])`;

// The sum goes through the dimensions in their order, so that a distance is the same every time. OFFSET keeps the lookup by key: right after a
// map was published the planner knows nothing of its tracks, and would go through all of them for each track that was heard.
const SIMILAR = `
  WITH heard AS (
    SELECT recording_id, count(*) AS plays FROM listens WHERE user_id = $1 AND recording_id <> $3 GROUP BY recording_id
  ), asked AS (
    SELECT vector FROM map_tracks WHERE map_id = $2 AND recording_id = $3
  ), compared AS MATERIALIZED (
    SELECT t.recording_id, heard.plays, sqrt((
      SELECT sum((a::float8 - b::float8) * (a::float8 - b::float8)) FROM unnest(asked.vector, t.vector) AS dimension (a, b)
    )) AS distance
    FROM asked CROSS JOIN heard CROSS JOIN LATERAL (
      SELECT recording_id, vector FROM map_tracks WHERE map_id = $2 AND recording_id = heard.recording_id OFFSET 0
    ) t
  ), nearest AS (
    SELECT * FROM compared ORDER BY distance, recording_id LIMIT $4
  )
  SELECT (SELECT count(*) FROM compared) AS compared,
         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY distance) FROM compared) AS "typicalDistance",
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'recordingId', r.id, 'title', r.title, 'artistCredit', r.artist_credit, 'distance', nearest.distance, 'plays', nearest.plays
          ) ORDER BY nearest.distance, r.id), '[]')
          FROM nearest JOIN recordings r ON r.id = nearest.recording_id) AS tracks`;
