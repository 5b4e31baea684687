import type { WeekSummary } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** Writes the summaries of a listener's weeks over what was there. */
export async function writeWeeks(
  tx: Sql,
  userId: string,
  summaries: readonly (WeekSummary & { weekStart: string })[],
  now: Date,
): Promise<void> {
  if (summaries.length > 0) await tx.query(WRITE, [userId, JSON.stringify(summaries), now]);
}

/** Removes weeks that turned out to hold no listens (a deletion, a late correction, another time zone). */
export async function removeEmptyWeeks(
  tx: Sql,
  userId: string,
  { dirty, filled }: { dirty: readonly string[]; filled: readonly string[] },
): Promise<void> {
  const holds = new Set(filled);
  const empty = dirty.filter((weekStart) => !holds.has(weekStart));
  if (empty.length === 0) return;
  await tx.query(REMOVE_WEEKS, [userId, empty]);
  await tx.query(REMOVE_VECTORS, [userId, empty]);
  await tx.query(REMOVE_POSITIONS, [userId, empty]);
}

const WRITE = `
  INSERT INTO weeks (user_id, week_start, listens, distinct_tracks, effective_artists, audio_coverage, score_coverage, axes, moods,
    top_artists, top_tracks, computed_at)
  SELECT $1, "weekStart", listens, "distinctTracks", "effectiveArtists", "audioCoverage", "scoreCoverage", axes, moods,
    "topArtists", "topTracks", $3
  FROM jsonb_to_recordset($2::jsonb) AS r ("weekStart" date, listens integer, "distinctTracks" integer, "effectiveArtists" real,
    "audioCoverage" real, "scoreCoverage" real, axes jsonb, moods jsonb, "topArtists" jsonb, "topTracks" jsonb)
  ORDER BY "weekStart"
  ON CONFLICT (user_id, week_start) DO UPDATE SET
    listens = excluded.listens, distinct_tracks = excluded.distinct_tracks, effective_artists = excluded.effective_artists,
    audio_coverage = excluded.audio_coverage, score_coverage = excluded.score_coverage, axes = excluded.axes, moods = excluded.moods,
    top_artists = excluded.top_artists, top_tracks = excluded.top_tracks, computed_at = excluded.computed_at`;

const REMOVE_WEEKS = `DELETE FROM weeks WHERE user_id = $1 AND week_start = ANY($2::date[])`;
const REMOVE_VECTORS = `DELETE FROM week_vectors WHERE user_id = $1 AND week_start = ANY($2::date[])`;
const REMOVE_POSITIONS = `DELETE FROM map_weeks WHERE user_id = $1 AND week_start = ANY($2::date[])`;
