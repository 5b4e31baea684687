import { randomUUID } from 'node:crypto';
import { matchKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { ListenRow } from './listen-row.ts';
import { remembering } from './remembering.ts';
import type { ListenBatch } from './upsert-listens.ts';

/**
 * Copies the batch, each play once, into staging_listens, with MBIDs that were merged replaced by those that survive. What is
 * staged is gone with the transaction.
 */
export async function stageListens(tx: Sql, { rows, source }: ListenBatch): Promise<{ batchId: string }> {
  const batchId = randomUUID();
  await tx.query(OWN_STAGING);
  await tx.copyInto(
    'staging_listens',
    COLUMNS,
    distinct(rows).map((row, index) => toStaging(row, { batchId, index, source })),
  );
  if (rows.some(({ mapping }) => mapping !== null)) await tx.query(FOLLOW_REDIRECTS, [batchId]);
  return { batchId };
}

// A table of this connection alone stands before the one of its name that all share, and is emptied by every commit: a million
// rows that were staged and deleted would lie in the shared one until it is vacuumed, and each batch would wade through them.
const OWN_STAGING = `
  CREATE TEMPORARY TABLE IF NOT EXISTS staging_listens (LIKE public.staging_listens INCLUDING INDEXES) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staging_names (
    batch_id uuid NOT NULL, match_key text NOT NULL, mapped_mbid uuid, first_row integer NOT NULL, recording_id uuid) ON COMMIT DELETE ROWS`;

const COLUMNS = [
  'batch_id',
  'row_no',
  'listened_at',
  'track_key',
  'artist_name',
  'track_name',
  'release_name',
  'mapped_mbid',
  'duration_ms',
  'match_key',
  'source',
  'played_ms',
  'resolution_seconds',
] as const;

function toStaging(
  row: ListenRow,
  { batchId, index, source }: { batchId: string; index: number; source: string },
): unknown[] {
  const { listenedAt, trackKey, artistName, trackName, releaseName, mapping, durationMs } = row;
  return [
    batchId,
    index,
    listenedAt,
    trackKey,
    artistName,
    trackName,
    releaseName,
    mapping?.recordingMbid ?? null,
    durationMs,
    keyOf(artistName, trackName),
    source,
    row.playedMs ?? null,
    row.resolutionSeconds ?? 1,
  ];
}

/** Listeners hear the same tracks again and again: most keys were made a moment ago. */
const keyOf = remembering(matchKey, (artistName, trackName) => `${artistName}\u0000${trackName}`);

/** Of rows with the same time and track key the first, or the first that is mapped. */
function distinct(rows: readonly ListenRow[]): ListenRow[] {
  const byKey = new Map<string, ListenRow>();
  for (const row of rows) {
    const key = `${row.listenedAt.getTime()} ${row.trackKey}`;
    const known = byKey.get(key);
    if (known === undefined || (known.mapping === null && row.mapping !== null)) byKey.set(key, row);
  }
  return [...byKey.values()];
}

const FOLLOW_REDIRECTS = `
  UPDATE staging_listens s SET mapped_mbid = r.to_mbid
  FROM recording_redirects r WHERE s.batch_id = $1 AND r.from_mbid = s.mapped_mbid`;
