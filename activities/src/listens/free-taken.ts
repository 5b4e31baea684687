import type { Sql } from '@sidetrack/prisma';
import type { ListenBatch } from './upsert-listens.ts';

/**
 * Gives a known play back to the staged one that is told at its very time, where another play of the same source, told before, was
 * taken for it because it was near: pages of a history come in any order, and the right one may come last. The other is staged
 * again, to find its own.
 */
export async function freeTaken(tx: Sql, { userId, source }: ListenBatch, batchId: string): Promise<void> {
  const taken = await tx.query<{ rowNo: number }>(TAKEN, [batchId, userId, source]);
  if (taken.length === 0) return;
  const rows = taken.map(({ rowNo }) => rowNo);
  await tx.query(STAGE_AGAIN, [batchId, userId, source, rows]);
  await tx.query(FREE, [batchId, userId, source, rows]);
}

const OTHER_WORD = `
  CROSS JOIN LATERAL (
    SELECT told_at, told_key FROM listen_sources
    WHERE user_id = $2 AND listened_at = s.listened_at AND track_key = s.track_key AND source = $3 AND told_at IS NOT NULL LIMIT 1
  ) AS k`;

const TAKEN = `SELECT s.row_no AS "rowNo" FROM staging_listens s ${OTHER_WORD} WHERE s.batch_id = $1`;

// What stands in the batch by itself needs no second row.
const STAGE_AGAIN = `
  INSERT INTO staging_listens (batch_id, row_no, listened_at, track_key, artist_name, track_name, release_name, mapped_mbid, duration_ms, match_key, source, resolution_seconds)
  SELECT $1, m.last + row_number() OVER (ORDER BY s.row_no), k.told_at, k.told_key,
    l.artist_name, l.track_name, l.release_name, l.mapped_mbid, l.duration_ms, s.match_key, $3, s.resolution_seconds
  FROM staging_listens s ${OTHER_WORD}
  CROSS JOIN LATERAL (
    SELECT * FROM listens WHERE user_id = $2 AND listened_at = s.listened_at AND track_key = s.track_key LIMIT 1
  ) AS l
  CROSS JOIN (SELECT max(row_no) AS last FROM staging_listens WHERE batch_id = $1) AS m
  WHERE s.batch_id = $1 AND s.row_no = ANY($4::int[]) AND (
    SELECT o.row_no FROM staging_listens o
    WHERE o.batch_id = $1 AND o.listened_at = k.told_at AND o.track_key = k.told_key LIMIT 1) IS NULL`;

const FREE = `
  UPDATE listen_sources k SET told_at = NULL, told_key = NULL
  FROM staging_listens s
  WHERE s.batch_id = $1 AND s.row_no = ANY($4::int[])
    AND k.user_id = $2 AND k.listened_at = s.listened_at AND k.track_key = s.track_key AND k.source = $3`;
