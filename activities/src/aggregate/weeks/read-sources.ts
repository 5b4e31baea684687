import type { PlayedTracks, WeekCalendar } from '@sidetrack/analysis';
import { int32sOf, uuidsOf, type Sql } from '@sidetrack/prisma';
import type { ListenerPlays, WeekPlays } from './read-plays.ts';

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

async function readParts(
  tx: Sql,
  { recordingIds, ...of }: OfWeeks & { recordingIds: readonly string[] },
): Promise<Map<string, PlayedTracks>> {
  if (of.weeks.length === 0) return new Map();
  const places = new Map(recordingIds.map((id, place) => [id, place]));
  const rows = await tx.query<{ place: number; source: string; recordings: Uint8Array; plays: Uint8Array }>(
    PARTS,
    valuesOf(of),
  );
  return new Map(
    rows.map(({ place, source, recordings, plays }) => [
      `${of.weeks[place - 1]!.weekStart} ${source}`,
      { tracks: Int32Array.from(uuidsOf(recordings), (id) => places.get(id)!), plays: int32sOf(plays) },
    ]),
  );
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
  SELECT w.place, p.source, p.recordings, p.plays FROM ${WEEKS}
  CROSS JOIN LATERAL (
    SELECT source, string_agg(uuid_send(recording_id), '' ORDER BY recording_id) AS recordings,
           string_agg(int4send(plays::int), '' ORDER BY recording_id) AS plays
    FROM (
      SELECT s.source, l.recording_id, count(*) AS plays
      FROM listens l JOIN listen_sources s USING (user_id, listened_at, track_key)
      WHERE l.user_id = $1 AND l.listened_at >= w.from_at AND l.listened_at < w.to_at
        AND s.user_id = $1 AND s.listened_at >= w.from_at AND s.listened_at < w.to_at
      GROUP BY s.source, l.recording_id
    ) AS counted GROUP BY source
  ) AS p`;
