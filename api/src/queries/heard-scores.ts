import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

/** A track that the listener has heard, with its score on one axis as everybody shares it; null where it has none. */
export interface HeardScore {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly plays: number;
  readonly score: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/**
 * Every track that the listener has heard and that has a score on the axis, and those named beside, the most played first. A limit cuts off
 * none of those named.
 */
export async function readHeardScores(
  tx: Sql,
  userId: string,
  { axis, also = [], limit = null }: { axis: AxisName; also?: readonly string[]; limit?: number | null },
): Promise<HeardScore[]> {
  return tx.query<HeardScore>(READ, [userId, axis, also, limit]);
}

const READ = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(h.plays, 0) AS plays,
    CASE WHEN s.value IS NOT NULL THEN jsonb_build_object('value', s.value, 'low', s.low, 'high', s.high) END AS score
  FROM (SELECT recording_id FROM heard_recordings WHERE user_id = $1 UNION SELECT unnest($3::uuid[])) AS ids (id)
  JOIN recordings r ON r.id = ids.id
  LEFT JOIN heard_recordings h ON h.user_id = $1 AND h.recording_id = r.id
  LEFT JOIN LATERAL (
    SELECT value, low, high FROM scores WHERE recording_id = r.id AND axis = $2 ORDER BY scored_at DESC, scorer_version DESC LIMIT 1
  ) AS s ON true
  WHERE s.value IS NOT NULL OR r.id = ANY($3::uuid[])
  ORDER BY ($4::int IS NOT NULL AND r.id = ANY($3::uuid[])) DESC, plays DESC, r.id LIMIT $4`;
