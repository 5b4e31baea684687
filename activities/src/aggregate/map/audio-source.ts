import { createHash } from 'node:crypto';
import { fitAudioSpace, inAudioSpace, type AudioSpace } from '@sidetrack/analysis';
import { z } from 'zod';
import type { FittedSpace, MapSource } from './map-source.ts';

/** The audio space: embeddings of the first of these models that any listened recording has. */
export function audioSource(models: readonly string[]): MapSource<number[]> {
  return {
    async read(tx) {
      const [row] = await tx.query<{ model: string }>(MODEL, [models]);
      const model = row?.model ?? models[0] ?? NO_MODEL;
      const rows = await tx.query<{ recordingId: string; vector: number[] }>(EMBEDDINGS, [model]);
      const size = rows[0]?.vector.length;
      // A model that was replaced by one of another size keeps its name: only vectors that can be compared are.
      const tracks = rows
        .filter(({ vector }) => vector.length === size && vector.every(Number.isFinite))
        .map(({ recordingId, vector }) => ({ recordingId, item: vector, hash: hashOf(vector) }));
      return { model, tracks };
    },
    fit: (embeddings) => fitted(fitAudioSpace(embeddings)),
    restore(stored) {
      const parsed = Stored.safeParse(stored);
      return parsed.success ? fitted(parsed.data) : null;
    },
    reasonForNone: 'No track that was listened to has measured audio yet. Add a music folder, or use the tag space.',
  };
}

const NO_MODEL = 'none';
const Stored = z.object({ mean: z.array(z.number()), scale: z.array(z.number()) });

const fitted = (space: AudioSpace): FittedSpace<number[]> => ({
  space,
  place: (embedding) => (embedding.length === space.mean.length ? inAudioSpace(space, embedding) : null),
});

const hashOf = (vector: readonly number[]) =>
  createHash('sha256').update(Float32Array.from(vector)).digest('hex').slice(0, 12);

const MODEL = `
  SELECT m.model FROM unnest($1::text[]) WITH ORDINALITY AS m (model, rank)
  WHERE EXISTS (
    SELECT FROM embeddings e JOIN audio_files a ON a.audio_sha256 = e.audio_sha256
    JOIN audio_matches c ON c.audio_file_id = a.id AND c.chosen
    JOIN listens l ON l.recording_id = c.recording_id
    WHERE e.model = m.model AND e.vector IS NOT NULL)
  ORDER BY m.rank LIMIT 1`;

// The surest match speaks for a recording that several listeners have, the newest measurement for its audio; ties fall by hash.
const EMBEDDINGS = `
  SELECT DISTINCT ON (m.recording_id) m.recording_id AS "recordingId", e.vector::real[] AS vector
  FROM audio_matches m
  JOIN audio_files a ON a.id = m.audio_file_id
  JOIN embeddings e ON e.audio_sha256 = a.audio_sha256 AND e.model = $1
  WHERE m.chosen AND e.vector IS NOT NULL AND EXISTS (SELECT FROM listens l WHERE l.recording_id = m.recording_id)
  ORDER BY m.recording_id, m.confidence DESC, a.audio_sha256, e.created_at DESC, e.model_sha256, e.options_hash`;
