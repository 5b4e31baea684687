import type { Sql } from '@sidetrack/prisma';

/**
 * Lets plays whose own source is gone stand under the time and key that one of the others told, the first that did. A play of which
 * some source still tells at its own time stays where it is; so does one whose new place is another play's.
 * @returns the times to which plays moved
 */
export async function rehome(
  tx: Sql,
  userId: string,
  plays: readonly { readonly listenedAt: Date; readonly trackKey: string }[],
): Promise<Date[]> {
  if (plays.length === 0) return [];
  const moved = await tx.query<{ toldAt: Date; toldKey: string }>(MOVE, [
    userId,
    plays.map(({ listenedAt }) => listenedAt),
    plays.map(({ trackKey }) => trackKey),
  ]);
  const keys = [userId, moved.map(({ toldAt }) => toldAt), moved.map(({ toldKey }) => toldKey)];
  if (moved.length > 0) await tx.query(OWN, keys);
  return moved.map(({ toldAt }) => toldAt);
}

// listen_sources follow by their foreign key.
const MOVE = `
  WITH homeless AS (
    SELECT DISTINCT ON (first.told_at, first.told_key) k.listened_at, k.track_key, first.told_at, first.told_key
    FROM unnest($2::timestamptz[], $3::uuid[]) AS k (listened_at, track_key)
    CROSS JOIN LATERAL (
      SELECT told_at, told_key FROM listen_sources s
      WHERE s.user_id = $1 AND s.listened_at = k.listened_at AND s.track_key = k.track_key
      ORDER BY told_at IS NOT NULL, seen_at, source LIMIT 1
    ) AS first
    WHERE first.told_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM listens l WHERE l.user_id = $1 AND l.listened_at = first.told_at AND l.track_key = first.told_key)
    ORDER BY first.told_at, first.told_key, k.listened_at
  )
  UPDATE listens l SET listened_at = h.told_at, track_key = h.told_key FROM homeless h
  WHERE l.user_id = $1 AND l.listened_at = h.listened_at AND l.track_key = h.track_key
  RETURNING l.listened_at AS "toldAt", l.track_key AS "toldKey"`;

const OWN = `
  UPDATE listen_sources s SET told_at = NULL, told_key = NULL
  FROM unnest($2::timestamptz[], $3::uuid[]) AS k (listened_at, track_key)
  WHERE s.user_id = $1 AND s.listened_at = k.listened_at AND s.track_key = k.track_key
    AND s.told_at = k.listened_at AND s.told_key = k.track_key`;
