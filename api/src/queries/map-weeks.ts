import type { Sql } from '@sidetrack/prisma';
import type { AxisSummaryShape } from '../contract/primitives.ts';
import type { TopTrack } from './weeks.ts';

export interface MapWeek {
  readonly weekStart: string;
  readonly x: number;
  readonly y: number;
  readonly spreadX: number;
  readonly spreadY: number;
  readonly plays: number;
  /** Share of the week's plays whose track is on the map. */
  readonly coverage: number;
  readonly energy: AxisSummaryShape | null;
  readonly momentum: number | null;
  readonly topTracks: TopTrack[];
}

/** The listener's weeks on a map from a week on, oldest first. */
export function readMapWeeks(tx: Sql, userId: string, mapId: string, fromWeekStart: string): Promise<MapWeek[]> {
  return tx.query<MapWeek>(WEEKS, [userId, mapId, fromWeekStart]);
}

const WEEKS = `
  SELECT p.week_start AS "weekStart", p.x, p.y, p.spread_x AS "spreadX", p.spread_y AS "spreadY", p.plays, p.coverage,
         w.axes -> 'energy' AS energy, v.momentum, w.top_tracks AS "topTracks"
  FROM map_weeks p
  JOIN map_versions m ON m.id = p.map_id
  JOIN weeks w ON w.user_id = p.user_id AND w.week_start = p.week_start
  LEFT JOIN week_vectors v ON v.user_id = p.user_id AND v.week_start = p.week_start AND v.space = m.space AND v.model = m.model
  WHERE p.user_id = $1 AND p.map_id = $2 AND p.week_start >= $3::date
  ORDER BY p.week_start`;
