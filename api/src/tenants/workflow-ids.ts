import type { Sql } from '@sidetrack/prisma';

const NEWEST_IMPORTS = 20;

/** Ids of the workflows that work for this listener alone. */
export async function workflowIdsOf(tx: Sql, userId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(IDS, [userId, NEWEST_IMPORTS]);
  const own = ['match-library', 'aggregate-weeks', 'purge-listener'].map((name) => `${name}/${userId}`);
  return [...rows.map(({ id }) => id), ...own];
}

const IDS = `
  SELECT 'sync-listens/' || id AS id FROM connections WHERE user_id = $1 AND service = 'listenbrainz'
  UNION ALL
  SELECT 'scan-library/' || id FROM audio_roots WHERE user_id = $1
  UNION ALL
  SELECT 'import-listens/' || id FROM (SELECT id FROM imports WHERE user_id = $1 ORDER BY created_at DESC LIMIT $2) AS newest`;
