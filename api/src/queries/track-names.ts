import type { Sql } from '@sidetrack/prisma';

export interface TrackName {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
}

/** Titles and artists of these recordings, by id. */
export async function readTrackNames(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, TrackName>> {
  const rows = await tx.query<TrackName>(NAMES, [recordingIds]);
  return new Map(rows.map((row) => [row.recordingId, row]));
}

const NAMES = `SELECT id AS "recordingId", title, artist_credit AS "artistCredit" FROM recordings WHERE id = ANY($1::uuid[])`;
