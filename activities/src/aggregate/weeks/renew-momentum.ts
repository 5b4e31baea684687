import { momenta } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { PublishedMap } from './read-published-maps.ts';

/**
 * Computes momentum anew from a week on, in one space. The moving average is run from the listener's first week, since its
 * state is not stored: a few hundred weeks cost less than a row to keep in step.
 */
export async function renewMomentum(
  tx: Sql,
  { userId, map, from }: { userId: string; map: PublishedMap; from: string },
): Promise<void> {
  const weeks = await tx.query<{ weekStart: string; centroid: number[] }>(CENTROIDS, [userId, map.space, map.model]);
  const values = momenta(weeks.map(({ centroid }) => centroid));
  const renewed = weeks.flatMap(({ weekStart }, i) =>
    weekStart < from ? [] : [{ weekStart, momentum: values[i] == null ? null : Math.fround(values[i]) }],
  );
  if (renewed.length > 0) await tx.query(WRITE, [userId, map.space, map.model, JSON.stringify(renewed)]);
}

const CENTROIDS = `
  SELECT week_start AS "weekStart", centroid FROM week_vectors
  WHERE user_id = $1 AND space = $2 AND model = $3 ORDER BY week_start`;

const WRITE = `
  UPDATE week_vectors v SET momentum = r.momentum
  FROM jsonb_to_recordset($4::jsonb) AS r ("weekStart" date, momentum real)
  WHERE v.user_id = $1 AND v.space = $2 AND v.model = $3 AND v.week_start = r."weekStart"
    AND v.momentum IS DISTINCT FROM r.momentum`;
