import type { Sql } from '@sidetrack/prisma';
import type { ListenRow } from './listen-row.ts';
import { applyDecisions } from './apply-decisions.ts';
import { freeTaken } from './free-taken.ts';
import { lockListens } from './lock-listens.ts';
import { mergeNearDuplicates } from './near-duplicates.ts';
import { markWeeks, noteNewWork } from './note-new-work.ts';
import { resolveRecordings } from './resolve-recordings.ts';
import { stageListens } from './stage-listens.ts';
import { setAsideTold } from './told-before.ts';
import { absorbOrphans, writeListens } from './write-listens.ts';

export interface ListenBatch {
  readonly userId: string;
  /** Whose word it is: `listenbrainz` (by its API or an export file of it), `lastfm`, … */
  readonly source: string;
  readonly importId: string | null;
  readonly rows: readonly ListenRow[];
  readonly now: Date;
}

export interface UpsertResult {
  readonly imported: number;
  /** Plays that were known already, or that stand twice in the batch. */
  readonly duplicates: number;
}

/**
 * Writes a batch of plays (up to some ten thousands) within the caller's transaction, which runs as that listener. The same
 * batch again changes nothing.
 *
 * One play is one row: the same (time, track key) is the same play, and so is the same recording from another source
 * within the time that it lasts. Provenance is kept of each source, and a mapping that came later is taken over.
 */
export async function upsertListens(tx: Sql, batch: ListenBatch): Promise<UpsertResult> {
  if (batch.rows.length === 0) return { imported: 0, duplicates: 0 };
  await lockListens(tx, batch.userId);
  const { rows, areNew } = await setAsideTold(tx, batch);
  if (rows.length === 0) return { imported: 0, duplicates: batch.rows.length };
  const left = { ...batch, rows };
  const { batchId } = await stageListens(tx, left);
  if (!areNew) await mergeKnown(tx, left, batchId);
  const created = await resolveRecordings(tx, { ...left, batchId });
  const written = await writeListens(tx, { ...left, batchId, areNew });
  // Weeks before pending work, here and in write-facts.ts: two transactions that lock both in another order could deadlock.
  await markWeeks(tx, batch.userId, written.instants);
  if (written.someWereKnown) await absorbOrphans(tx, batch.userId, batchId);
  if (written.recordingIds.length > 0) {
    await applyDecisions(tx, batch.userId, batchId);
    await noteNewWork(tx, { ...batch, created, recordingIds: written.recordingIds });
  }
  return { imported: written.imported, duplicates: batch.rows.length - written.imported };
}

/** Takes out of what is staged the plays that are known, and notes that this source tells of them. */
async function mergeKnown(tx: Sql, batch: ListenBatch, batchId: string): Promise<void> {
  await freeTaken(tx, batch, batchId);
  await tx.query(NOTE_SOURCE_OF_KNOWN, [batchId, batch.userId, batch.source, batch.importId]);
  await tx.query(FOLLOW_TOLD, [batchId, batch.userId, batch.source]);
  await tx.query(DROP_KNOWN, [batchId, batch.userId]);
  await mergeNearDuplicates(tx, batch, batchId);
}

// Every look-up of this folder is a LATERAL with a LIMIT, or a scalar subquery: one index probe for each staged row, whatever
// the planner believes of tables that were filled a moment ago and never analysed. As joins they are quadratic then.
const KNOWN = `
  CROSS JOIN LATERAL (
    SELECT mapped_mbid FROM listens
    WHERE user_id = $2 AND listened_at = s.listened_at AND track_key = s.track_key LIMIT 1
  ) AS l`;

const NOTE_SOURCE_OF_KNOWN = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id)
  SELECT $2, s.listened_at, s.track_key, $3, $4 FROM staging_listens s ${KNOWN} WHERE s.batch_id = $1
  ON CONFLICT DO NOTHING`;

/** A play that this source told of before, and that stands under the time and key of another source. */
const FOLLOW_TOLD = `
  UPDATE staging_listens t SET listened_at = k.listened_at, track_key = k.track_key
  FROM staging_listens s CROSS JOIN LATERAL (
    SELECT listened_at, track_key FROM listen_sources
    WHERE user_id = $2 AND source = $3 AND told_at = s.listened_at AND told_key = s.track_key LIMIT 1
  ) AS k
  WHERE s.batch_id = $1 AND t.batch_id = $1 AND t.row_no = s.row_no`;

/** What is left is new, or brings a mapping. */
const DROP_KNOWN = `
  DELETE FROM staging_listens WHERE batch_id = $1 AND row_no = ANY(ARRAY(
    SELECT s.row_no FROM staging_listens s ${KNOWN}
    WHERE s.batch_id = $1 AND (s.mapped_mbid IS NULL OR l.mapped_mbid IS NOT DISTINCT FROM s.mapped_mbid)))`;
