import type { Sql } from '@sidetrack/prisma';
import type { LibraryTrackShape } from '../contract/matches.ts';
import { wordPatterns } from './words-pattern.ts';

export interface TrackFilter {
  readonly state: 'all' | 'matched' | 'unmatched';
  readonly q?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Tracks that the listener heard, the most played first. */
export async function readLibraryTracks(
  tx: Sql,
  userId: string,
  { state, q, limit, offset }: TrackFilter,
): Promise<{ total: number; tracks: LibraryTrackShape[] }> {
  const from = `${FROM} AND ${STATES[state]}`;
  const asked = [userId, wordPatterns(q)];
  const [counted] = await tx.query<{ total: number }>(`SELECT count(*) AS total ${from}`, asked);
  const tracks = await tx.query<LibraryTrackShape>(
    `${COLUMNS} ${from} ORDER BY h.plays DESC, r.id LIMIT $3 OFFSET $4`,
    [...asked, limit, offset],
  );
  return { total: counted!.total, tracks };
}

export interface TrackCover {
  readonly tracks: number;
  readonly tracksWithFile: number;
  /** Share of plays whose track has a file; null without plays. */
  readonly coverage: number | null;
}

export async function readTrackCover(tx: Sql, userId: string): Promise<TrackCover> {
  const [row] = await tx.query<TrackCover>(COVER, [userId]);
  return row!;
}

const STATES: Readonly<Record<TrackFilter['state'], string>> = {
  all: 'true',
  matched: 'm.audio_file_id IS NOT NULL',
  unmatched: 'm.audio_file_id IS NULL',
};

const HEARD = `
  FROM heard_recordings h LEFT JOIN audio_matches m ON m.user_id = h.user_id AND m.recording_id = h.recording_id AND m.chosen`;

const FROM = `
  ${HEARD} JOIN recordings r ON r.id = h.recording_id LEFT JOIN audio_files f ON f.id = m.audio_file_id
  WHERE h.user_id = $1 AND concat_ws(' ', r.title, r.artist_credit, r.release_title) ILIKE ALL ($2::text[])`;

const COLUMNS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", r.release_title AS "releaseTitle",
         r.duration_ms / 1000.0::float8 AS "durationSeconds", h.plays, f.relative_path AS "relativePath"`;

const COVER = `
  SELECT count(*) AS tracks, count(m.audio_file_id) AS "tracksWithFile",
         (sum(h.plays) FILTER (WHERE m.audio_file_id IS NOT NULL))::float8 / nullif(sum(h.plays), 0) AS coverage
  ${HEARD} WHERE h.user_id = $1`;
