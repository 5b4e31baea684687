import type { MoodSummary, WeekSummary } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** Writes the summaries of a listener's weeks over what was there. */
export async function writeWeeks(
  tx: Sql,
  userId: string,
  summaries: readonly (WeekSummary & { weekStart: string })[],
  now: Date,
): Promise<void> {
  if (summaries.length === 0) return;
  const column = (of: (summary: WeekSummary & { weekStart: string }) => unknown) => summaries.map(of);
  await tx.query(WRITE, [
    userId,
    now,
    column(({ weekStart }) => weekStart),
    column(({ listens }) => listens),
    column(({ distinctTracks }) => distinctTracks),
    column(({ effectiveArtists }) => effectiveArtists),
    column(({ effectiveTags }) => effectiveTags),
    column(({ tagCoverage }) => tagCoverage),
    column(({ audioCoverage }) => audioCoverage),
    column(({ scoreCoverage }) => scoreCoverage),
    column(({ axes }) => JSON.stringify(axes)),
    column(({ moods }) => JSON.stringify(moods)),
    column(({ topArtists }) => JSON.stringify(topArtists)),
    column(({ topTracks }) => JSON.stringify(topTracks)),
    column(({ regime }) => regime),
    column(({ evidence }) => JSON.stringify(evidence)),
  ]);
}

/** What one source told of in a week. */
export type SourceSlice = MoodSummary & { weekStart: string; source: string };

/** Writes the slices of these weeks in the place of what was there. */
export async function writeSlices(
  tx: Sql,
  userId: string,
  { weekStarts, slices }: { weekStarts: readonly string[]; slices: readonly SourceSlice[] },
): Promise<void> {
  await tx.query(CLEAR_SLICES, [userId, weekStarts]);
  if (slices.length === 0) return;
  await tx.query(WRITE_SLICES, [
    userId,
    slices.map(({ weekStart }) => weekStart),
    slices.map(({ source }) => source),
    slices.map(({ listens }) => listens),
    slices.map(({ scoreCoverage }) => scoreCoverage),
    slices.map(({ moods }) => JSON.stringify(moods)),
  ]);
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
  INSERT INTO weeks (user_id, computed_at, week_start, listens, distinct_tracks, effective_artists, effective_tags, tag_coverage,
    audio_coverage, score_coverage, axes, moods, top_artists, top_tracks, regime, evidence)
  SELECT $1, $2, r.* FROM unnest($3::date[], $4::int[], $5::int[], $6::real[], $7::real[], $8::real[], $9::real[], $10::real[],
    $11::jsonb[], $12::jsonb[], $13::jsonb[], $14::jsonb[], $15::text[], $16::jsonb[]) AS r
  ON CONFLICT (user_id, week_start) DO UPDATE SET
    listens = excluded.listens, distinct_tracks = excluded.distinct_tracks, effective_artists = excluded.effective_artists,
    effective_tags = excluded.effective_tags, tag_coverage = excluded.tag_coverage, audio_coverage = excluded.audio_coverage,
    score_coverage = excluded.score_coverage, axes = excluded.axes, moods = excluded.moods, top_artists = excluded.top_artists,
    top_tracks = excluded.top_tracks, regime = excluded.regime, evidence = excluded.evidence, computed_at = excluded.computed_at`;

const CLEAR_SLICES = `DELETE FROM week_slices WHERE user_id = $1 AND week_start = ANY($2::date[])`;
const WRITE_SLICES = `
  INSERT INTO week_slices (user_id, week_start, source, listens, score_coverage, moods)
  SELECT $1, r.* FROM unnest($2::date[], $3::text[], $4::int[], $5::real[], $6::jsonb[]) AS r`;

const REMOVE_WEEKS = `DELETE FROM weeks WHERE user_id = $1 AND week_start = ANY($2::date[])`;
const REMOVE_VECTORS = `DELETE FROM week_vectors WHERE user_id = $1 AND week_start = ANY($2::date[])`;
const REMOVE_POSITIONS = `DELETE FROM map_weeks WHERE user_id = $1 AND week_start = ANY($2::date[])`;
