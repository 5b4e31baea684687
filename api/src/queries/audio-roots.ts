import type { Sql } from '@sidetrack/prisma';
import type { AudioRootShape } from '../contract/library.ts';
import { isoOrNull } from './moments.ts';

/** The listener's folders of audio by path, with how many files are in them, matched, and unreadable. */
export async function readAudioRoots(tx: Sql, userId: string): Promise<AudioRootShape[]> {
  const rows = await tx.query<RootRow>(ROOTS, [userId]);
  return rows.map(({ lastScannedAt, ...row }) => ({ ...row, lastScannedAt: isoOrNull(lastScannedAt) }));
}

type RootRow = Omit<AudioRootShape, 'lastScannedAt'> & { lastScannedAt: Date | null };

const ROOTS = `
  SELECT r.id, r.path, r.last_scanned_at AS "lastScannedAt", r.state_reason AS "stateReason",
         count(f.id) AS files,
         count(f.id) FILTER (WHERE EXISTS (SELECT FROM audio_matches m WHERE m.audio_file_id = f.id AND m.chosen)) AS matched,
         count(f.id) FILTER (WHERE f.state = 'unreadable') AS unreadable
  FROM audio_roots r LEFT JOIN audio_files f ON f.root_id = r.id AND f.state <> 'gone'
  WHERE r.user_id = $1 GROUP BY r.id ORDER BY r.path`;
