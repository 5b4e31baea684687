import type { Sql } from '@sidetrack/prisma';

export interface UnmatchedFile {
  readonly id: string;
  readonly relativePath: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly durationSeconds: number | null;
  readonly state: 'ready' | 'unreadable';
  readonly stateReason: string | null;
}

/** Files that belong to no track of the history, the unreadable ones among them, by path. */
export function readUnmatchedFiles(tx: Sql, userId: string, limit: number): Promise<UnmatchedFile[]> {
  return tx.query<UnmatchedFile>(FILES, [userId, limit]);
}

const FILES = `
  SELECT f.id, f.relative_path AS "relativePath", f.title, f.artist, f.duration_seconds AS "durationSeconds", f.state, f.state_reason AS "stateReason"
  FROM audio_files f
  WHERE f.user_id = $1 AND f.state <> 'gone' AND NOT EXISTS (SELECT FROM audio_matches m WHERE m.audio_file_id = f.id AND m.chosen)
  ORDER BY f.relative_path, f.id LIMIT $2`;
