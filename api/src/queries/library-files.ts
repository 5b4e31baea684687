import type { Sql } from '@sidetrack/prisma';
import type { LibraryFileShape } from '../contract/matches.ts';
import { wordPatterns } from './words-pattern.ts';

export interface FileFilter {
  readonly state: 'all' | 'matched' | 'unmatched' | 'unreadable';
  readonly q?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Files that are there, by path, each with the most played track that it stands for. */
export async function readLibraryFiles(
  tx: Sql,
  userId: string,
  { state, q, limit, offset }: FileFilter,
): Promise<{ total: number; files: LibraryFileShape[] }> {
  const from = `${FROM} AND ${STATES[state]}`;
  const asked = [userId, wordPatterns(q)];
  const [counted] = await tx.query<{ total: number }>(`SELECT count(*) AS total ${from}`, asked);
  const files = await tx.query<LibraryFileShape>(
    `${COLUMNS} ${from} ORDER BY f.relative_path, f.id LIMIT $3 OFFSET $4`,
    [...asked, limit, offset],
  );
  return { total: counted!.total, files };
}

const IS_MATCHED = 'EXISTS (SELECT FROM audio_matches m WHERE m.audio_file_id = f.id AND m.chosen)';

const STATES: Readonly<Record<FileFilter['state'], string>> = {
  all: 'true',
  matched: IS_MATCHED,
  unmatched: `f.state = 'ready' AND NOT ${IS_MATCHED}`,
  unreadable: `f.state = 'unreadable'`,
};

const FROM = `
  FROM audio_files f
  WHERE f.user_id = $1 AND f.state <> 'gone' AND concat_ws(' ', f.artist, f.title, f.relative_path) ILIKE ALL ($2::text[])`;

const COLUMNS = `
  SELECT f.id, f.relative_path AS "relativePath", f.title, f.artist, f.album, f.duration_seconds AS "durationSeconds", f.state,
         f.state_reason AS "stateReason", (
           SELECT jsonb_build_object('recordingId', r.id, 'title', r.title, 'artistCredit', r.artist_credit)
           FROM audio_matches m JOIN recordings r ON r.id = m.recording_id
           LEFT JOIN heard_recordings h ON h.user_id = m.user_id AND h.recording_id = m.recording_id
           WHERE m.audio_file_id = f.id AND m.chosen ORDER BY h.plays DESC NULLS LAST, r.id LIMIT 1) AS track`;
