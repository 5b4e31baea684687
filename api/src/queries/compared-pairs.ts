import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

/** The ids of the tracks that the listener has compared on an axis, two by two. */
export async function readComparedPairs(
  tx: Sql,
  userId: string,
  axis: AxisName,
): Promise<[one: string, other: string][]> {
  const rows = await tx.query<{ one: string; other: string }>(READ, [userId, axis]);
  return rows.map(({ one, other }) => [one, other]);
}

const READ = `
  SELECT recording_id AS one, other_recording_id AS other FROM labels
  WHERE user_id = $1 AND axis = $2 AND kind = 'pairwise' AND withdrawn_at IS NULL ORDER BY 1, 2`;
