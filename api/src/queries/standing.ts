import type { Sql } from '@sidetrack/prisma';

/** How far a listener has come: what an empty page explains itself by. */
export interface Standing {
  readonly listens: number;
  readonly connections: number;
  readonly openImports: number;
  readonly audioRoots: number;
  readonly measuredTracks: number;
  /** Pending work that leads to scores, weeks and maps, for the whole installation. */
  readonly pendingWork: number;
  readonly dirtyWeeks: number;
}

export async function readStanding(tx: Sql, userId: string): Promise<Standing> {
  const [row] = await tx.query<Standing>(STANDING, [userId]);
  return row!;
}

const STANDING = `
  SELECT (SELECT count(*) FROM listens WHERE user_id = $1) AS listens,
         (SELECT count(*) FROM connections WHERE user_id = $1) AS connections,
         (SELECT count(*) FROM imports WHERE user_id = $1 AND state IN ('queued', 'running')) AS "openImports",
         (SELECT count(*) FROM audio_roots WHERE user_id = $1) AS "audioRoots",
         (SELECT count(DISTINCT m.recording_id) FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
          WHERE m.user_id = $1 AND m.chosen AND EXISTS (SELECT FROM embeddings e WHERE e.audio_sha256 = f.audio_sha256)) AS "measuredTracks",
         (SELECT count(*) FROM pending) AS "pendingWork",
         (SELECT count(*) FROM dirty_weeks WHERE user_id = $1) AS "dirtyWeeks"`;
