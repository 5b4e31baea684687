import type { Sql } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';

/** How far a listener has come: what an empty page explains itself by. */
export interface Standing {
  readonly hasListens: boolean;
  readonly connections: number;
  readonly openImports: number;
  readonly audioRoots: number;
  readonly measuredTracks: number;
  /** Pending work that leads to scores, weeks and maps, for the whole installation; tags only where somebody fetches them. */
  readonly pendingWork: number;
  readonly dirtyWeeks: number;
}

export async function readStanding(
  tx: Sql,
  userId: string,
  { lastfmApiKey }: Pick<Settings, 'lastfmApiKey'>,
): Promise<Standing> {
  const [row] = await tx.query<Standing>(STANDING, [userId, lastfmApiKey !== undefined]);
  return row!;
}

const STANDING = `
  SELECT EXISTS (SELECT FROM listens WHERE user_id = $1) AS "hasListens",
         (SELECT count(*) FROM connections WHERE user_id = $1) AS connections,
         (SELECT count(*) FROM imports WHERE user_id = $1 AND state IN ('queued', 'running')) AS "openImports",
         (SELECT count(*) FROM audio_roots WHERE user_id = $1) AS "audioRoots",
         (SELECT count(DISTINCT m.recording_id) FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
          WHERE m.user_id = $1 AND m.chosen AND EXISTS (SELECT FROM embeddings e WHERE e.audio_sha256 = f.audio_sha256)) AS "measuredTracks",
         (SELECT count(*) FROM pending WHERE $2 OR kind <> 'tags') AS "pendingWork",
         (SELECT count(*) FROM dirty_weeks WHERE user_id = $1) AS "dirtyWeeks"`;
