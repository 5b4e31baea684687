import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import type { MoodSpan } from './mood-weeks.ts';

export interface AlertMarker {
  readonly id: string;
  readonly axis: AxisName;
  readonly weekStart: string;
  readonly direction: 'up' | 'down';
}

/** The changes of taste that stand and were not dismissed, by week, for a mark on a chart. */
export function readAlertMarkers(tx: Sql, userId: string, { from, to }: MoodSpan): Promise<AlertMarker[]> {
  return tx.query<AlertMarker>(MARKERS, [userId, from, to]);
}

const MARKERS = `
  SELECT id, axis, week_start AS "weekStart", direction FROM alerts
  WHERE user_id = $1 AND stands AND dismissed_at IS NULL
    AND ($2::date IS NULL OR week_start >= $2) AND ($3::date IS NULL OR week_start <= $3)
  ORDER BY week_start, axis COLLATE "C"`;
