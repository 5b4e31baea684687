import type { Sql } from '@sidetrack/prisma';
import { mergeRecordings } from './merge-recordings.ts';
import type { ListenBatch } from './upsert-listens.ts';

export interface WrittenListen {
  readonly listenedAt: Date;
  readonly recordingId: string;
  /** False for a play that was known and has now been mapped. */
  readonly isNew: boolean;
}

/** Writes what is staged, with its provenance. */
export async function writeListens(
  tx: Sql,
  { userId, source, importId }: ListenBatch,
  batchId: string,
): Promise<WrittenListen[]> {
  const written = await tx.query<WrittenListen>(WRITE, [batchId, userId]);
  await tx.query(NOTE_SOURCE, [batchId, userId, source, importId]);
  return written;
}

/** A private recording whose plays have all been mapped, by what is staged, becomes the mapped one. */
export async function absorbOrphans(tx: Sql, userId: string, batchId: string): Promise<void> {
  const orphans = await tx.query<{ from: string; into: string }>(ORPHANS, [batchId, userId]);
  for (const { from, into } of orphans) await mergeRecordings(tx, from, into);
}

const RECORDING_OF_STAGED = `
  CROSS JOIN LATERAL (
    SELECT id FROM recordings WHERE mbid = s.mapped_mbid
    UNION ALL
    SELECT id FROM recordings
    WHERE s.mapped_mbid IS NULL AND match_key = s.match_key AND mbid IS NULL AND (private_user_id = $2 OR private_user_id IS NULL)
    ORDER BY id LIMIT 1
  ) AS r`;

const WRITE = `
  INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name, release_name, mapped_mbid, duration_ms)
  SELECT $2, s.listened_at, s.track_key, r.id, s.artist_name, s.track_name, s.release_name, s.mapped_mbid, s.duration_ms
  FROM staging_listens s ${RECORDING_OF_STAGED}
  WHERE s.batch_id = $1 ORDER BY s.listened_at, s.track_key
  ON CONFLICT (user_id, listened_at, track_key) DO UPDATE SET recording_id = excluded.recording_id, mapped_mbid = excluded.mapped_mbid
  RETURNING listened_at AS "listenedAt", recording_id AS "recordingId", xmax = 0 AS "isNew"`;

const NOTE_SOURCE = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id)
  SELECT $2, s.listened_at, s.track_key, $3, $4 FROM staging_listens s WHERE s.batch_id = $1
  ON CONFLICT DO NOTHING`;

// A private recording of the same words, of which this listener has no play any more.
const ORPHANS = `
  SELECT DISTINCT ON (old.id) old.id AS "from", new.id AS "into"
  FROM staging_listens s
  CROSS JOIN LATERAL (SELECT id FROM recordings WHERE mbid = s.mapped_mbid LIMIT 1) AS new
  CROSS JOIN LATERAL (
    SELECT id FROM recordings WHERE match_key = s.match_key AND mbid IS NULL AND private_user_id = $2 LIMIT 1
  ) AS old
  WHERE s.batch_id = $1 AND (SELECT l.user_id FROM listens l WHERE l.recording_id = old.id LIMIT 1) IS NULL
  ORDER BY old.id, s.row_no`;
