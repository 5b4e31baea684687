import { instantsOf, type Sql } from '@sidetrack/prisma';

export interface PlayFilter {
  /** Every spelling of one artist; null for any artist. */
  readonly artists: readonly string[] | null;
  readonly label: string | null;
  readonly source: string | null;
}

export interface FilteredPlays {
  readonly recordingId: string;
  /** When it was played, in microseconds since 1970. */
  readonly instants: Float64Array;
}

/** The plays of the recordings that a filter leaves, from one instant to another; recordings in the order of their ids. */
export async function readFilteredPlays(
  tx: Sql,
  userId: string,
  { artists, label, source, from, to }: PlayFilter & { from: Date; to: Date },
): Promise<FilteredPlays[]> {
  const ids = (await tx.query<{ id: string }>(RECORDINGS, [userId, artists, label])).map(({ id }) => id);
  const values = [userId, ids, from, to];
  const rows = await tx.query<{ recordingId: string; instants: Uint8Array }>(
    source === null ? PLAYS : PLAYS_OF_SOURCE,
    source === null ? values : [...values, source],
  );
  return rows.map(({ recordingId, instants }) => ({ recordingId, instants: instantsOf(instants) }));
}

const RECORDINGS = `
  SELECT r.id FROM heard_recordings h JOIN recordings r ON r.id = h.recording_id
  LEFT JOIN LATERAL (
    SELECT ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  LEFT JOIN releases l ON l.id = r.release_id
  WHERE h.user_id = $1 AND ($2::text[] IS NULL OR coalesce(a.name, r.artist_credit) = ANY($2)) AND ($3::text IS NULL OR l.record_label = $3)`;

const OF_RECORDINGS = `l.user_id = $1 AND l.recording_id = ANY($2::uuid[]) AND l.listened_at >= $3 AND l.listened_at < $4`;

const PLAYS = `
  SELECT l.recording_id AS "recordingId", string_agg(timestamptz_send(l.listened_at), '') AS instants
  FROM listens l WHERE ${OF_RECORDINGS} GROUP BY l.recording_id ORDER BY l.recording_id`;

const PLAYS_OF_SOURCE = `
  SELECT l.recording_id AS "recordingId", string_agg(timestamptz_send(l.listened_at), '') AS instants
  FROM listens l JOIN listen_sources s ON s.user_id = l.user_id AND s.listened_at = l.listened_at AND s.track_key = l.track_key AND s.source = $5
  WHERE ${OF_RECORDINGS} AND s.user_id = $1 AND s.listened_at >= $3 AND s.listened_at < $4
  GROUP BY l.recording_id ORDER BY l.recording_id`;
