import type { Sql } from '@sidetrack/prisma';

export interface FileCounts {
  readonly files: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly unreadable: number;
}

/** Files of the listener that are there: files = matched + unmatched + unreadable. */
export async function countFiles(tx: Sql, userId: string): Promise<FileCounts> {
  const [row] = await tx.query<FileCounts>(COUNT, [userId]);
  return row!;
}

const COUNT = `
  SELECT count(*) AS files, count(*) FILTER (WHERE readable AND matched) AS matched, count(*) FILTER (WHERE readable AND NOT matched) AS unmatched,
         count(*) FILTER (WHERE NOT readable) AS unreadable
  FROM (
    SELECT f.state = 'ready' AS readable, EXISTS (SELECT FROM audio_matches m WHERE m.audio_file_id = f.id AND m.chosen) AS matched
    FROM audio_files f WHERE f.user_id = $1 AND f.state <> 'gone'
  ) file`;
