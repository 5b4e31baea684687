import type { Sql } from '@sidetrack/prisma';
import type { ListenBatch } from './upsert-listens.ts';

/**
 * Recognises staged plays that another source has told of already: the same recording (by MBID or match key) within the
 * time that it lasts, because one source notes the start of a play and another its end. Each known play takes one
 * staged play at most, the nearest, so that a track played twice in a row stays two plays.
 */
export async function mergeNearDuplicates(tx: Sql, batch: ListenBatch, batchId: string): Promise<void> {
  const values = [batchId, batch.userId, batch.source];
  for (;;) {
    const pairs = await tx.query<{ rowNo: number }>(PAIR, [...values, batch.importId]);
    if (pairs.length === 0) return;
    await tx.query(DROP, [batchId, pairs.map(({ rowNo }) => rowNo), batch.userId]);
  }
}

const DEFAULT_DURATION_MS = 240_000;
const SLACK_MS = 10_000;
const LONGEST = "interval '2 hours'";

const DURATION = `coalesce(greatest(s.duration_ms, l.duration_ms, r.duration_ms), ${DEFAULT_DURATION_MS})`;

// A staged row that brings a mapping stays, under the key of the play it is the same as, and is written as its update.
const PAIR = `
  WITH candidates AS (
    SELECT s.row_no, s.mapped_mbid, s.listened_at AS told_at, s.track_key AS told_key, l.listened_at, l.track_key, l.mapped_mbid AS known_mbid,
      abs(extract(epoch FROM l.listened_at - s.listened_at)) AS distance
    FROM staging_listens s
    CROSS JOIN LATERAL (
      SELECT * FROM listens
      WHERE user_id = $2 AND listened_at BETWEEN s.listened_at - ${LONGEST} AND s.listened_at + ${LONGEST} OFFSET 0
    ) AS l
    CROSS JOIN LATERAL (
      SELECT mbid, match_key, duration_ms FROM recordings WHERE id = l.recording_id LIMIT 1
    ) AS r
    WHERE s.batch_id = $1 AND (r.mbid = s.mapped_mbid OR r.match_key = s.match_key)
      AND abs(extract(epoch FROM l.listened_at - s.listened_at)) * 1000 <= ${DURATION} + ${SLACK_MS}
      AND (
        SELECT k.source FROM listen_sources k
        WHERE k.user_id = $2 AND k.listened_at = l.listened_at AND k.track_key = l.track_key AND k.source = $3) IS NULL
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY row_no ORDER BY distance, listened_at, track_key) AS of_staged,
      row_number() OVER (PARTITION BY listened_at, track_key ORDER BY distance, row_no) AS of_known
    FROM candidates
  ), pairs AS (
    SELECT * FROM ranked WHERE of_staged = 1 AND of_known = 1
  ), noted AS (
    INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id, told_at, told_key)
    SELECT $2, listened_at, track_key, $3, $4, told_at, told_key FROM pairs
  ), mapped AS (
    UPDATE staging_listens s SET listened_at = p.listened_at, track_key = p.track_key
    FROM pairs p WHERE s.batch_id = $1 AND s.row_no = p.row_no AND p.known_mbid IS NULL AND p.mapped_mbid IS NOT NULL
    RETURNING s.row_no
  )
  SELECT row_no AS "rowNo" FROM pairs`;

const DROP = `
  DELETE FROM staging_listens s WHERE s.batch_id = $1 AND s.row_no = ANY($2::int[])
    AND (SELECT l.user_id FROM listens l WHERE l.user_id = $3 AND l.listened_at = s.listened_at AND l.track_key = s.track_key) IS NULL`;
