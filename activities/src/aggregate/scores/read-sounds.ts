import type { AxisFeatures, SoundEvidence } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';

/** What was measured of the sound of these recordings, by id; of others nothing was. */
export async function readSounds(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, SoundEvidence>> {
  const rows = await tx.query<SoundRow>(SOUNDS, [recordingIds]);
  return new Map(
    rows.map(({ id, features, answers }) => {
      const { [SPOKEN]: modelTags = null, ...heads } = answersOf(answers);
      return [id, { features: axisFeatures(features), modelTags, heads }];
    }),
  );
}

/** The model whose tags the tag table reads: those of the Million Song Dataset, which Last.fm's listeners gave. */
const SPOKEN = 'musicnn';

interface SoundRow {
  id: string;
  features: unknown;
  answers: unknown;
}

const number = z.number().nullish().catch(null);
const text = z.string().nullish().catch(null);
const Features = z.object({
  tempoBpm: number,
  pulseClarity: number,
  mode: text,
  keyConfidence: number,
  loudnessLufs: number,
  dynamicRangeDb: number,
  spectralCentroidHz: number,
  spectralRolloffHz: number,
  spectralFlatness: number,
  onsetRateHz: number,
  percussiveRatio: number,
  pump: number,
});
const Tags = z.record(z.string(), z.number());
const Answers = z.record(z.string(), z.unknown()).catch({});

// A descriptor of an unknown shape is no evidence; it must not keep its neighbours from being scored.
function axisFeatures(values: unknown): AxisFeatures | null {
  const parsed = Features.safeParse(values);
  if (!parsed.success) return null;
  const { data } = parsed;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

function answersOf(answers: unknown): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(Answers.parse(answers)).flatMap(([model, tags]) => {
      const parsed = Tags.safeParse(tags);
      return parsed.success ? [[model, parsed.data] as const] : [];
    }),
  );
}

// One recording may have files of several listeners and measurements by several versions: the surest match with the newest
// measurement speaks, and ties fall by hash, so that the same rows always give the same answer. musicnn goes by one name, whichever of
// its versions was taught by Last.fm's tags; MagnaTagATune's tags mean other things, and are a model of their own.
const SOUNDS = `
  SELECT DISTINCT ON (m.recording_id) m.recording_id AS id, f.values AS features, e.answers
  FROM audio_matches m
  JOIN audio_files a ON a.id = m.audio_file_id AND a.audio_sha256 IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT values FROM features WHERE audio_sha256 = a.audio_sha256
    ORDER BY created_at DESC, extractor_version DESC, options_hash LIMIT 1
  ) f ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(name, tags) AS answers FROM (
      SELECT DISTINCT ON (name) name, tags FROM (
        SELECT CASE WHEN model LIKE 'musicnn%' AND model <> 'musicnn-mtt' THEN 'musicnn' ELSE model END AS name, *
        FROM embeddings WHERE audio_sha256 = a.audio_sha256 AND tags IS NOT NULL AND tags <> '{}'
      ) named ORDER BY name, created_at DESC, model, model_sha256, options_hash
    ) newest
  ) e ON true
  WHERE m.chosen AND m.recording_id = ANY($1::uuid[]) AND (f.values IS NOT NULL OR e.answers IS NOT NULL)
  ORDER BY m.recording_id, (f.values IS NOT NULL AND e.answers ? 'musicnn') DESC, m.confidence DESC, a.audio_sha256`;
