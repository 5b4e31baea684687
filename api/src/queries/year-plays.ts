import type { Sql } from '@sidetrack/prisma';
import type { ZonedSpan } from './daily-listens.ts';

export interface YearPlays {
  readonly listens: number;
  readonly tracks: number;
  readonly newTracks: number;
  readonly artists: number;
  readonly newArtists: number;
  readonly knownSeconds: number;
  /** Plays whose track's duration is known. */
  readonly knownPlays: number;
  /** By month, 1 to 12; months without listens have no entry. */
  readonly months: Readonly<Record<string, number>>;
  readonly topArtists: readonly { artistId: string; name: string; plays: number }[];
  readonly topTracks: readonly { recordingId: string; title: string; artistCredit: string; plays: number }[];
}

/** What was played from one day to another, both included; `spans` are the weeks that hold them. */
export async function readYearPlays(
  tx: Sql,
  userId: string,
  { spans, from, to }: { spans: readonly ZonedSpan[]; from: string; to: string },
): Promise<YearPlays> {
  const [row] = await tx.query<YearPlays>(YEAR_PLAYS, [
    userId,
    spans.map((span) => span.from),
    spans.map((span) => span.to),
    spans.map((span) => span.timeZone),
    from,
    to,
  ]);
  return row!;
}

const TOP = 10;

// New is what has no play before the first of these days' plays.
const YEAR_PLAYS = `
  WITH plays AS MATERIALIZED (
    SELECT l.recording_id, l.listened_at, l.duration_ms, (l.listened_at AT TIME ZONE span.zone)::date AS day
    FROM unnest($2::timestamptz[], $3::timestamptz[], $4::text[]) AS span (starts, ends, zone)
    JOIN listens l ON l.user_id = $1 AND l.listened_at >= span.starts AND l.listened_at < span.ends
    WHERE (l.listened_at AT TIME ZONE span.zone)::date BETWEEN $5::date AND $6::date
  ), began AS (SELECT min(listened_at) AS at FROM plays),
  tracks AS MATERIALIZED (
    SELECT p.recording_id, count(*)::int AS plays, r.title, r.artist_credit, max(r.duration_ms) AS duration_ms,
           sum(p.duration_ms) AS told_ms, count(p.duration_ms)::int AS told
    FROM plays p JOIN recordings r ON r.id = p.recording_id GROUP BY p.recording_id, r.title, r.artist_credit
  ), artists AS MATERIALIZED (
    SELECT a.id, a.name, sum(t.plays)::int AS plays
    FROM tracks t JOIN (SELECT DISTINCT recording_id, artist_id FROM recording_artists) ra USING (recording_id)
    JOIN artists a ON a.id = ra.artist_id GROUP BY a.id, a.name
  )
  SELECT
    (SELECT count(*)::int FROM plays) AS listens,
    (SELECT count(*)::int FROM tracks) AS tracks,
    (SELECT count(*)::int FROM tracks t, began WHERE NOT EXISTS (
       SELECT FROM listens l WHERE l.user_id = $1 AND l.recording_id = t.recording_id AND l.listened_at < began.at)) AS "newTracks",
    (SELECT count(*)::int FROM artists) AS artists,
    (SELECT count(*)::int FROM artists a, began WHERE NOT EXISTS (
       SELECT FROM recording_artists ra JOIN listens l ON l.recording_id = ra.recording_id AND l.user_id = $1 AND l.listened_at < began.at
       WHERE ra.artist_id = a.id)) AS "newArtists",
    (SELECT coalesce(sum(CASE WHEN duration_ms IS NULL THEN coalesce(told_ms, 0) ELSE duration_ms::float8 * plays END), 0) / 1000.0
       FROM tracks)::float8 AS "knownSeconds",
    (SELECT coalesce(sum(CASE WHEN duration_ms IS NULL THEN told ELSE plays END), 0)::int FROM tracks) AS "knownPlays",
    (SELECT coalesce(jsonb_object_agg(month, n), '{}') FROM (
       SELECT extract(month FROM day)::int AS month, count(*)::int AS n FROM plays GROUP BY 1) AS m) AS months,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('artistId', id, 'name', name, 'plays', plays) ORDER BY plays DESC, name, id), '[]')
       FROM (SELECT * FROM artists ORDER BY plays DESC, name, id LIMIT ${TOP}) AS a) AS "topArtists",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('recordingId', recording_id, 'title', title, 'artistCredit', artist_credit, 'plays', plays)
       ORDER BY plays DESC, title, recording_id), '[]')
       FROM (SELECT * FROM tracks ORDER BY plays DESC, title, recording_id LIMIT ${TOP}) AS t) AS "topTracks"`;
