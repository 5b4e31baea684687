import { calibrateScore, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';
import type { AxisName } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';

export interface ArtistName {
  readonly id: string;
  readonly name: string;
}

/** An artist that this listener may see; undefined where there is none. */
export async function readArtist(tx: Sql, id: string): Promise<ArtistName | undefined> {
  const [row] = await tx.query<ArtistName>('SELECT id, name FROM artists WHERE id = $1', [id]);
  return row;
}

/** Plays of one recording in one week, with the scores that this listener hears. */
export interface WeeklyPlays {
  readonly weekStart: string;
  readonly plays: number;
  readonly scores: Readonly<Partial<Record<AxisName, number>>>;
}

interface DatedSpan {
  readonly weekStart: string;
  readonly from: Date;
  readonly to: Date;
}

/** The plays of recordings whose first credited artist this is, by week and recording. */
export async function readArtistPlays(
  tx: Sql,
  userId: string,
  { artistId, weeks }: { artistId: string; weeks: readonly DatedSpan[] },
): Promise<WeeklyPlays[]> {
  const rows = await tx.query<WeeklyRow>(PLAYS, [
    userId,
    artistId,
    weeks.map(({ weekStart }) => weekStart),
    weeks.map(({ from }) => from),
    weeks.map(({ to }) => to),
  ]);
  const calibration = await readCalibration(tx, userId);
  return rows.map(({ recordingId, weekStart, plays, scores }) => ({
    weekStart,
    plays,
    scores: Object.fromEntries(
      axisNames.flatMap((axis) => {
        const [own, shared] = [calibration[axis], scores?.[axis]];
        const heard = own === undefined ? shared : calibrateScore(recordingId, shared, own);
        return heard == null ? [] : [[axis, heard.value]];
      }),
    ),
  }));
}

interface WeeklyRow {
  readonly recordingId: string;
  readonly weekStart: string;
  readonly plays: number;
  readonly scores: Partial<Record<AxisName, Bounded>> | null;
}

const PLAYS = `
  WITH own AS (
    SELECT recording_id FROM recording_artists ra WHERE artist_id = $2
      AND NOT EXISTS (SELECT FROM recording_artists e WHERE e.recording_id = ra.recording_id AND e.position < ra.position)
  ), heard AS (
    SELECT l.recording_id, w.week_start, count(*)::int AS plays
    FROM own JOIN listens l ON l.user_id = $1 AND l.recording_id = own.recording_id
    JOIN unnest($3::date[], $4::timestamptz[], $5::timestamptz[]) AS w (week_start, from_at, to_at)
      ON l.listened_at >= w.from_at AND l.listened_at < w.to_at
    GROUP BY 1, 2
  )
  SELECT heard.recording_id AS "recordingId", heard.week_start AS "weekStart", heard.plays,
         (SELECT jsonb_object_agg(axis, jsonb_build_object('value', value, 'low', low, 'high', high) ORDER BY scored_at, scorer_version)
          FROM scores s WHERE s.recording_id = heard.recording_id) AS scores
  FROM heard ORDER BY heard.week_start, heard.recording_id`;
