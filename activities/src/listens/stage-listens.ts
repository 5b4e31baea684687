import { randomUUID } from 'node:crypto';
import { matchKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { ListenRow } from './listen-row.ts';
import type { ListenBatch } from './upsert-listens.ts';

/** Copies the batch, each play once, into staging_listens, with MBIDs that were merged replaced by those that survive. */
export async function stageListens(tx: Sql, { rows, source }: ListenBatch): Promise<{ batchId: string }> {
  const batchId = randomUUID();
  await tx.copyInto(
    'staging_listens',
    COLUMNS,
    distinct(rows).map((row, index) => toStaging(row, { batchId, index, source })),
  );
  await tx.query(FOLLOW_REDIRECTS, [batchId]);
  return { batchId };
}

export async function dropStaged(tx: Sql, batchId: string): Promise<void> {
  await tx.query('DELETE FROM staging_listens WHERE batch_id = $1', [batchId]);
}

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
    matchKey(artistName, trackName),
    source,
  ];
}

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
