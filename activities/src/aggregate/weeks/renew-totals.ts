import type { Sql } from '@sidetrack/prisma';

/**
 * Writes how many recordings the listener has heard and the share of their plays whose track has scores, so that lists of many
 * listeners need not count. Written only where something differs. (How many listens there are is kept by the database.)
 */
export async function renewTotals(tx: Sql, userId: string): Promise<void> {
  await tx.query(RENEW, [userId]);
}

const RENEW = `
  INSERT INTO listener_totals AS t (user_id, tracks, coverage)
  SELECT $1, (SELECT count(*) FROM heard_recordings WHERE user_id = $1),
         coalesce((SELECT sum(score_coverage * listens) / nullif(sum(listens), 0) FROM weeks WHERE user_id = $1), 0)
  ON CONFLICT (user_id) DO UPDATE SET tracks = excluded.tracks, coverage = excluded.coverage
  WHERE (t.tracks, t.coverage) IS DISTINCT FROM (excluded.tracks, excluded.coverage)`;
