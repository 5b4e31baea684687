import type { Sql } from '@sidetrack/prisma';
import type { ListenBatch } from './upsert-listens.ts';

/**
 * Recognises staged plays that another source has told of already: the same recording (by MBID or match key) within the
 * time that it lasts or was heard, because one source notes the start of a play and another its end, and a play that was paused
 * began earlier than its end tells. Each known play takes one staged play at most, the nearest, so that a track played twice
 * in a row stays two plays. A source itself tells of one play once, but for a service that gives its listens no ids: the same
 * recording at the same second is the same play, though its release is called otherwise by now.
 */
export async function mergeNearDuplicates(tx: Sql, batch: ListenBatch, batchId: string): Promise<void> {
  const hasIds = SOURCES_WITH_IDS.has(batch.source);
  const values = [batchId, batch.userId, batch.source, batch.importId, hasIds];
  for (;;) {
    const pairs = await tx.query<{ rowNo: number }>(PAIR, values);
    if (pairs.length === 0) return;
    await tx.query(DROP, [batchId, pairs.map(({ rowNo }) => rowNo), batch.userId]);
  }
}

// Two listens of theirs with two ids are two plays, at the same second too.
const SOURCES_WITH_IDS: ReadonlySet<string> = new Set(['listenbrainz']);

const DEFAULT_DURATION_MS = 240_000;
const SLACK_MS = 10_000;
const LONGEST = "interval '2 hours'";

const LENGTH = 'greatest(s.duration_ms, s.played_ms, l.duration_ms, r.duration_ms)';
const DURATION = `coalesce(${LENGTH}, ${DEFAULT_DURATION_MS})`;

// As far apart as the track is long is near too, for one that tells the end, though not as near as at the same time. In seconds.
const APART = 'abs(extract(epoch FROM l.listened_at - s.listened_at))';
const LESS_LIKELY_SECONDS = 30;
const DISTANCE = `least(${APART}, abs(${APART} - ${LENGTH} / 1000.0) + ${LESS_LIKELY_SECONDS})`;

// From the names to their plays near that time: a listener's day holds many plays, and few of one recording.
// A staged row that brings a mapping stays, under the key of the play it is the same as, and is written as its update.
const PAIR = `
  WITH candidates AS (
    SELECT s.row_no, s.mapped_mbid, s.listened_at AS told_at, s.track_key AS told_key, l.listened_at, l.track_key, l.mapped_mbid AS known_mbid,
      ${DISTANCE} AS distance, ${APART} AS apart
    FROM staging_listens s
    CROSS JOIN LATERAL (
      SELECT id, duration_ms FROM recordings WHERE match_key = s.match_key
      UNION ALL
      SELECT id, duration_ms FROM recordings WHERE mbid = s.mapped_mbid AND match_key <> s.match_key
    ) AS r
    CROSS JOIN LATERAL (
      SELECT * FROM listens
      WHERE user_id = $2 AND recording_id = r.id AND listened_at BETWEEN s.listened_at - ${LONGEST} AND s.listened_at + ${LONGEST} OFFSET 0
    ) AS l
    WHERE s.batch_id = $1
      AND ${APART} * 1000 <= ${DURATION} + ${SLACK_MS} + s.resolution_seconds * 1000
      AND (NOT $5 AND l.listened_at = s.listened_at AND l.track_key <> s.track_key OR (
        SELECT k.source FROM listen_sources k
        WHERE k.user_id = $2 AND k.listened_at = l.listened_at AND k.track_key = l.track_key AND k.source = $3) IS NULL)
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY row_no ORDER BY distance, apart, listened_at, track_key) AS of_staged,
      row_number() OVER (PARTITION BY listened_at, track_key ORDER BY distance, apart, row_no) AS of_known
    FROM candidates
  ), pairs AS (
    SELECT * FROM ranked WHERE of_staged = 1 AND of_known = 1
  ), noted AS (
    INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id, told_at, told_key)
    SELECT $2, listened_at, track_key, $3, $4, told_at, told_key FROM pairs
    ON CONFLICT DO NOTHING
  ), mapped AS (
    UPDATE staging_listens s SET listened_at = p.listened_at, track_key = p.track_key
    FROM pairs p WHERE s.batch_id = $1 AND s.row_no = p.row_no AND p.known_mbid IS NULL AND p.mapped_mbid IS NOT NULL
    RETURNING s.row_no
  )
  SELECT row_no AS "rowNo" FROM pairs`;

const DROP = `
  DELETE FROM staging_listens s WHERE s.batch_id = $1 AND s.row_no = ANY($2::int[])
    AND (SELECT l.user_id FROM listens l WHERE l.user_id = $3 AND l.listened_at = s.listened_at AND l.track_key = s.track_key) IS NULL`;
