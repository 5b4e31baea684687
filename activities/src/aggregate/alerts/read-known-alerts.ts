import type { Sql } from '@sidetrack/prisma';

/** A change of taste that was found before. */
export interface KnownAlert {
  id: string;
  axis: string;
  direction: string;
  weekStart: string;
  since: string;
  baselineFrom: string;
  size: number;
  announced: boolean;
  dismissed: boolean;
}

export function readKnownAlerts(tx: Sql, userId: string): Promise<KnownAlert[]> {
  return tx.query<KnownAlert>(READ, [userId]);
}

const READ = `
  SELECT id, axis, direction, week_start AS "weekStart", since, baseline_from AS "baselineFrom", size, announced,
         dismissed_at IS NOT NULL AS dismissed
  FROM alerts WHERE user_id = $1 ORDER BY week_start, axis`;
