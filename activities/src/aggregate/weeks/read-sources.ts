import { playsByWeek, type PlayedTracks, type WeekCalendar } from '@sidetrack/analysis';
import { instantsOf, type Sql } from '@sidetrack/prisma';
import type { ListenerPlays, WeekPlays } from './read-plays.ts';
import { spansOf } from './spans.ts';

/** The part of a week's plays that one source told of. */
export interface SourcePlays {
  weekStart: string;
  source: string;
  /** The week itself where the source told of all of it. */
  played: PlayedTracks;
}

/**
 * Which plays each source told of, by week and source. Most weeks were told of by one source, or wholly by each of two: that is seen
 * from the provenance rows alone, and only the other weeks are read play by play.
 */
export async function readSources(
  tx: Sql,
  { userId, calendar, plays }: { userId: string; calendar: WeekCalendar; plays: ListenerPlays },
): Promise<SourcePlays[]> {
  const told = await countTold(tx, { userId, calendar, weeks: plays.weeks });
  const listens = new Map(plays.weeks.map((week) => [week, week.plays.reduce((sum, count) => sum + count, 0)]));
  const isWhole = ({ week, count }: (typeof told)[number]) => count === listens.get(week);
  const mixed = [...new Set(told.filter((one) => !isWhole(one)).map(({ week }) => week))];
  const parts = await readParts(tx, { userId, calendar, weeks: mixed, recordingIds: plays.recordingIds });
  return told.map((one) => ({
    weekStart: one.week.weekStart,
    source: one.source,
    played: isWhole(one) ? one.week : parts.get(`${one.week.weekStart} ${one.source}`)!,
  }));
}

interface OfWeeks {
  userId: string;
  calendar: WeekCalendar;
  weeks: readonly WeekPlays[];
}

async function countTold(tx: Sql, of: OfWeeks): Promise<{ week: WeekPlays; source: string; count: number }[]> {
  const rows = await tx.query<{ place: number; source: string; count: number }>(COUNT, valuesOf(of));
  return rows.map(({ place, source, count }) => ({ week: of.weeks[place - 1]!, source, count }));
}

/** Of these weeks, what each source told of, by `week source`. */
async function readParts(
  tx: Sql,
  { userId, calendar, weeks, recordingIds }: OfWeeks & { recordingIds: readonly string[] },
): Promise<Map<string, PlayedTracks>> {
  if (weeks.length === 0) return new Map();
  const bounds = weeks.map(({ weekStart }) => calendar.boundsOf(weekStart));
  const places = new Map(recordingIds.map((id, place) => [id, place]));
  const bySource = new Map<string, Float64Array[][]>();
  // For this transaction: a join of many plays that does not fit into memory takes half as long again.
  await tx.query(`SELECT set_config('work_mem', '64MB', true)`);
  for (const { from, to } of spansOf(bounds)) {
    for (const { source, recordingId, times } of await tx.query<PartRow>(PARTS, [userId, from, to])) {
      const place = places.get(recordingId);
      // Of a week between the spans.
      if (place === undefined) continue;
      const lists = bySource.get(source) ?? recordingIds.map((): Float64Array[] => []);
      bySource.set(source, lists);
      lists[place]!.push(instantsOf(times));
    }
  }
  return new Map(
    [...bySource].flatMap(([source, lists]) =>
      playsByWeek(lists, bounds).map((played, w) => [`${weeks[w]!.weekStart} ${source}`, played] as const),
    ),
  );
}

interface PartRow {
  source: string;
  recordingId: string;
  times: Uint8Array;
}

function valuesOf({ userId, calendar, weeks }: OfWeeks): unknown[] {
  const bounds = weeks.map(({ weekStart }) => calendar.boundsOf(weekStart));
  return [userId, bounds.map(({ from }) => from), bounds.map(({ to }) => to)];
}

const WEEKS = `unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS w (from_at, to_at, place)`;

const COUNT = `
  SELECT w.place, s.source, s.count FROM ${WEEKS}
  CROSS JOIN LATERAL (
    SELECT source, count(*) FROM listen_sources
    WHERE user_id = $1 AND listened_at >= w.from_at AND listened_at < w.to_at GROUP BY source
  ) AS s ORDER BY 1, 2`;

// The bounds stand on both tables: the planner does not carry a range over a join.
const PARTS = `
  SELECT s.source, l.recording_id AS "recordingId", string_agg(timestamptz_send(l.listened_at), '') AS times
  FROM listens l JOIN listen_sources s USING (user_id, listened_at, track_key)
  WHERE l.user_id = $1 AND l.listened_at >= $2 AND l.listened_at < $3 AND s.user_id = $1 AND s.listened_at >= $2 AND s.listened_at < $3
  GROUP BY s.source, l.recording_id`;
