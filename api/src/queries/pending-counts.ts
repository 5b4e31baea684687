import type { Sql } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';
import type { PendingShape } from '../contract/jobs.ts';

/**
 * Work still to be done, by kind. Facts about music are everybody's: their work is counted for the whole installation. Without a
 * Last.fm key nobody works on tags, so that none are counted; they wait in case a key is set.
 */
export async function countPending(
  tx: Sql,
  userId: string,
  { lastfmApiKey }: Pick<Settings, 'lastfmApiKey'>,
): Promise<PendingShape> {
  const rows = await tx.query<{ kind: keyof PendingShape; count: number }>(COUNT, [userId]);
  const none = { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 };
  const counts = { ...none, ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) };
  return lastfmApiKey === undefined ? { ...counts, tags: 0 } : counts;
}

const COUNT = `
  SELECT kind, count(*) AS count FROM pending GROUP BY kind
  UNION ALL
  SELECT 'imports', count(*) FROM imports WHERE user_id = $1 AND state IN ('queued', 'running')`;
