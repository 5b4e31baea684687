import type { SearchLibrary } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { NUMBERED, postingsOf, type PackedPosting } from './search-library.ts';

/** The tags that models can name which listened to this listener's tracks. */
export async function readModelTags(tx: Sql, userId: string): Promise<string[]> {
  return (await tx.query<{ tag: string }>(NAMES, [userId])).map(({ tag }) => tag);
}

/** How likely models found these tags in each of a listener's tracks: of all models that know a tag, the surest. */
export async function readModelPostings(
  tx: Sql,
  userId: string,
  tags: readonly string[],
): Promise<SearchLibrary['ofModels']> {
  if (tags.length === 0) return [];
  return postingsOf(await tx.query<PackedPosting>(POSTINGS, [userId, tags]));
}

// MagnaTagATune's tags mean other things than people's, and vibenet's values are of axes.
const MEASURED = `
  SELECT m.recording_id, e.model, e.tags, e.created_at FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  JOIN embeddings e ON e.audio_sha256 = f.audio_sha256 WHERE m.user_id = $1 AND m.chosen AND e.tags IS NOT NULL AND e.model <> ALL ('{musicnn-mtt,vibenet}')`;

// A model names the same tags of every track, so that the newest track a model tells them all.
const NAMES = `
  SELECT DISTINCT tag FROM (SELECT DISTINCT ON (model) model, tags FROM (${MEASURED}) AS measured ORDER BY model, created_at DESC, recording_id) AS one,
    jsonb_object_keys(tags) AS tag ORDER BY tag`;

const POSTINGS = `
  WITH ${NUMBERED}
  SELECT wanted.tag, string_agg(int4send(n.track), '') AS holders, string_agg(float4send((measured.tags ->> wanted.tag)::real), '') AS weights
  FROM (${MEASURED}) AS measured JOIN numbered n ON n.recording_id = measured.recording_id, unnest($2::text[]) AS wanted (tag)
  WHERE measured.tags ->> wanted.tag IS NOT NULL GROUP BY wanted.tag`;
