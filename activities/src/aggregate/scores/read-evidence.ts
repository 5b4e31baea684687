import { acousticBrainzOpinions } from '@sidetrack/analysis';
import type { AxisFeatures, TrackEvidence } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { readTags } from '../read-tags.ts';
import { readAcousticBrainz } from './read-acousticbrainz.ts';

/** What is known about these recordings, by id: every one that exists is in the map, if with nothing. */
export async function readEvidence(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, TrackEvidence>> {
  const recordings = await tx.query<{ id: string }>(RECORDINGS, [recordingIds]);
  const audio = new Map((await tx.query<AudioRow>(AUDIO, [recordingIds])).map((row) => [row.id, row]));
  const tags = await readTags(tx, recordingIds);
  const acousticBrainz = await readAcousticBrainz(tx, recordingIds);
  return new Map(
    recordings.map(({ id }) => [
      id,
      {
        features: axisFeatures(audio.get(id)?.features),
        modelTags: modelTags(audio.get(id)?.modelTags),
        tags: tags.get(id) ?? [],
        opinions: acousticBrainzOpinions(acousticBrainz.get(id) ?? {}),
      },
    ]),
  );
}

interface AudioRow {
  id: string;
  features: unknown;
  modelTags: unknown;
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
const ModelTags = z.record(z.string(), z.number());

// A descriptor of an unknown shape is no evidence; it must not keep its neighbours from being scored.
function axisFeatures(values: unknown): AxisFeatures | null {
  const parsed = Features.safeParse(values);
  if (!parsed.success) return null;
  const { data } = parsed;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

function modelTags(values: unknown): Record<string, number> | null {
  const parsed = ModelTags.safeParse(values);
  return parsed.success ? parsed.data : null;
}

const RECORDINGS = `SELECT id FROM recordings WHERE id = ANY($1::uuid[]) ORDER BY id`;

// The table of tags is of those of the Million Song Dataset; MagnaTagATune's mean other things.
// One recording may have files of several listeners and measurements by several versions: the surest match with the newest
// measurement speaks, and ties fall by hash, so that the same rows always give the same answer.
const AUDIO = `
  SELECT DISTINCT ON (m.recording_id) m.recording_id AS id, f.values AS features, e.tags AS "modelTags"
  FROM audio_matches m
  JOIN audio_files a ON a.id = m.audio_file_id AND a.audio_sha256 IS NOT NULL
  LEFT JOIN features f ON f.audio_sha256 = a.audio_sha256
  LEFT JOIN embeddings e ON e.audio_sha256 = a.audio_sha256 AND e.model LIKE 'musicnn%'
    AND e.model <> 'musicnn-mtt' AND e.tags IS NOT NULL
  WHERE m.chosen AND m.recording_id = ANY($1::uuid[]) AND (f.audio_sha256 IS NOT NULL OR e.audio_sha256 IS NOT NULL)
  ORDER BY m.recording_id, (f.audio_sha256 IS NOT NULL AND e.audio_sha256 IS NOT NULL) DESC, m.confidence DESC, a.audio_sha256,
    f.created_at DESC, f.extractor_version DESC, f.options_hash, e.created_at DESC, e.model, e.model_sha256, e.options_hash`;
