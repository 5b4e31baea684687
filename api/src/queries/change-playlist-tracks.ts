import type { Sql } from '@sidetrack/prisma';

export interface TracksOf {
  readonly userId: string;
  readonly playlistId: string;
  readonly now: Date;
}

/** Which of these recordings the listener cannot name: there are none such, or they are another listener's. */
export async function unknownRecordings(tx: Sql, recordingIds: readonly string[]): Promise<string[]> {
  const known = await tx.query<{ id: string }>('SELECT id FROM recordings WHERE id = ANY($1::uuid[])', [recordingIds]);
  const ids = new Set(known.map(({ id }) => id));
  return recordingIds.filter((id) => !ids.has(id.toLowerCase()));
}

/** The tracks on a playlist in their order. The playlist is locked by the caller. */
export async function readOrder(tx: Sql, playlistId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(ORDER, [playlistId]);
  return rows.map(({ id }) => id);
}

/**
 * Makes these the tracks of a playlist, in this order. What leaves it is kept a day; what comes back has its note again.
 * The playlist is locked by the caller.
 */
export async function setTracks(
  tx: Sql,
  { userId, playlistId, now }: TracksOf,
  tracks: readonly { readonly recordingId: string; readonly note?: string | undefined }[],
): Promise<void> {
  const ids = tracks.map(({ recordingId }) => recordingId);
  await tx.query(FORGET, [playlistId, now]);
  await tx.query(REMOVE, [playlistId, ids, now]);
  await tx.query(PLACE, [playlistId, ids, tracks.map(({ note }) => note ?? null), userId, now]);
}

const ORDER = `
  SELECT recording_id AS id FROM playlist_tracks WHERE playlist_id = $1 AND position IS NOT NULL ORDER BY position`;
const FORGET = `DELETE FROM playlist_tracks WHERE playlist_id = $1 AND removed_at <= $2::timestamptz - interval '1 day'`;
const REMOVE = `
  UPDATE playlist_tracks SET position = NULL, removed_at = $3
  WHERE playlist_id = $1 AND position IS NOT NULL AND recording_id <> ALL($2::uuid[])`;
const PLACE = `
  INSERT INTO playlist_tracks AS t (playlist_id, recording_id, user_id, position, note, added_at)
  SELECT $1, n.id, $4, n.place - 1, n.note, $5 FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS n (id, note, place)
  ON CONFLICT (playlist_id, recording_id) DO UPDATE SET
    position = excluded.position, removed_at = NULL, note = coalesce(excluded.note, t.note)`;
