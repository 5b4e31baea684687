import type { Sql } from '@sidetrack/prisma';
import { mergeRecordings } from './merge-recordings.ts';
import type { ListenBatch } from './upsert-listens.ts';

/** What became of the staged plays. */
export interface Written {
  /** Plays that were not known before. */
  readonly imported: number;
  /** Of these and of plays that were known and have now been mapped: when they were heard, and of which recordings. */
  readonly instants: readonly Date[];
  readonly recordingIds: readonly string[];
  /** Whether plays are among them that were known and have now been mapped. */
  readonly someWereKnown: boolean;
}

type Staged = ListenBatch & { readonly batchId: string; readonly areNew: boolean };

/** Writes what is staged, with its provenance. `areNew`: none of it is known, which is the shorter way. */
export async function writeListens(tx: Sql, staged: Staged): Promise<Written> {
  const { userId, source, importId, batchId, areNew } = staged;
  await tx.query(BY_HASH);
  const written = areNew ? await writeNew(tx, staged) : await writeMerged(tx, staged);
  await tx.query(AS_USUAL);
  await tx.query(areNew ? NOTE_SOURCE : `${NOTE_SOURCE} ON CONFLICT DO NOTHING`, [batchId, userId, source, importId]);
  return written;
}

/** Everything that is staged is written as it was staged: nothing of it has to come back. */
async function writeNew(tx: Sql, { userId, batchId, rows }: Staged): Promise<Written> {
  const [counted] = await tx.query<{ imported: number }>(WRITE_NEW, [batchId, userId]);
  const recordings = await tx.query<{ id: string }>(RECORDINGS, [batchId]);
  return {
    imported: counted?.imported ?? 0,
    instants: rows.map(({ listenedAt }) => listenedAt),
    recordingIds: recordings.map(({ id }) => id),
    someWereKnown: false,
  };
}

async function writeMerged(tx: Sql, { userId, batchId }: Staged): Promise<Written> {
  const written = await tx.query<{ at: number; recordingId: string; isNew: boolean }>(WRITE, [batchId, userId]);
  const imported = written.filter(({ isNew }) => isNew).length;
  return {
    imported,
    instants: written.map(({ at }) => new Date(at)),
    recordingIds: [...new Set(written.map(({ recordingId }) => recordingId))],
    someWereKnown: imported < written.length,
  };
}

/** A private recording whose plays have all been mapped, by what is staged, becomes the mapped one. */
export async function absorbOrphans(tx: Sql, userId: string, batchId: string): Promise<void> {
  const orphans = await tx.query<{ from: string; into: string }>(ORPHANS, [batchId, userId]);
  for (const { from, into } of orphans) await mergeRecordings(tx, from, into);
}

// The planner knows nothing of what was staged a moment ago, and would look through all names for each play.
const BY_HASH = `SELECT set_config('enable_nestloop', 'off', true)`;
const AS_USUAL = `SELECT set_config('enable_nestloop', 'on', true)`;

const INSERT = `
  INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name, release_name, mapped_mbid, duration_ms)
  SELECT $2, s.listened_at, s.track_key, n.recording_id, s.artist_name, s.track_name, s.release_name, s.mapped_mbid, s.duration_ms
  FROM staging_listens s JOIN staging_names n ON n.match_key = s.match_key AND n.mapped_mbid IS NOT DISTINCT FROM s.mapped_mbid
  WHERE s.batch_id = $1 AND n.batch_id = $1 ORDER BY s.listened_at, s.track_key`;
const WRITE_NEW = `WITH written AS (${INSERT} RETURNING 1) SELECT count(*)::int AS imported FROM written`;

const RECORDINGS = `SELECT DISTINCT recording_id AS id FROM staging_names WHERE batch_id = $1`;

const WRITE = `${INSERT}
  ON CONFLICT (user_id, listened_at, track_key) DO UPDATE SET recording_id = excluded.recording_id, mapped_mbid = excluded.mapped_mbid
  RETURNING (extract(epoch FROM listened_at) * 1000)::bigint AS at, recording_id AS "recordingId", xmax = 0 AS "isNew"`;

const NOTE_SOURCE = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id)
  SELECT $2, s.listened_at, s.track_key, $3, $4 FROM staging_listens s WHERE s.batch_id = $1`;

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
