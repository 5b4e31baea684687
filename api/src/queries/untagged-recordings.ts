import type { Sql } from '@sidetrack/prisma';

/** Tracks heard since a moment for which Last.fm was not asked since another. */
export async function readUntaggedRecordings(
  tx: Sql,
  userId: string,
  heard: { since: Date | null; notAskedSince: Date },
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(UNTAGGED, [userId, heard.since, heard.notAskedSince]);
  return rows.map(({ id }) => id);
}

const UNTAGGED = `
  SELECT DISTINCT l.recording_id AS id FROM listens l
  WHERE l.user_id = $1 AND ($2::timestamptz IS NULL OR l.listened_at >= $2)
    AND NOT EXISTS (SELECT FROM tag_fetches t WHERE t.recording_id = l.recording_id AND t.source = 'lastfm' AND t.fetched_at >= $3)
  ORDER BY 1`;
