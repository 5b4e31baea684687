import { randomUUID } from 'node:crypto';
import type { Sql } from '@sidetrack/prisma';
import { addPending, completePending } from '@sidetrack/prisma';
import { insertContours } from './insert-contours.ts';
import type { Measurement } from './measure.ts';
import type { Wanted } from './wanted-measurement.ts';

/** A burst of new measurements makes one map, and scores an artist's other tracks once, not as often as there are measurements. */
const BURST_DELAY_MS = 20_000;

export interface MeasuredAudio {
  pendingId: number;
  audioSha256: string;
  measurement: Measurement;
}

/**
 * Writes measured audio, ends its pending rows and asks for what follows (scores of the recordings it is matched to, the
 * audio map), in the caller's transaction. What is there already stays as it is.
 */
export async function storeMeasurements(
  tx: Sql,
  measured: readonly MeasuredAudio[],
  { wanted, now }: { wanted: Wanted; now: Date },
): Promise<void> {
  await insertFeatures(tx, measured, wanted);
  await insertContours(tx, measured, wanted);
  await insertEmbeddings(tx, measured, wanted);
  await completePending(
    tx,
    measured.map(({ pendingId }) => pendingId),
  );
  const recordings = await tx.query<{ id: string }>(RECORDINGS, [measured.map(({ audioSha256 }) => audioSha256)]);
  const others = await tx.query<{ id: string }>(ARTISTS_OTHERS, [recordings.map(({ id }) => id)]);
  const afterBurst = new Date(now.getTime() + BURST_DELAY_MS);
  await addPending(tx, [
    ...recordings.map(({ id }) => ({ kind: 'score' as const, subject: id, reason: 'audio measured' })),
    ...others.map(({ id }) => ({
      kind: 'score' as const,
      subject: id,
      reason: "the artist's audio measured",
      dueAt: afterBurst,
    })),
    { kind: 'map', subject: 'audio', reason: 'audio measured', dueAt: afterBurst },
  ]);
}

async function insertFeatures(tx: Sql, measured: readonly MeasuredAudio[], wanted: Wanted): Promise<void> {
  const batchId = randomUUID();
  const columns = ['batch_id', 'audio_sha256', 'extractor_version', 'options_hash', 'duration_seconds', 'values'];
  const rows = measured.map(({ audioSha256, measurement: { durationSeconds, features } }) => [
    batchId,
    Buffer.from(audioSha256, 'hex'),
    wanted.extractorVersion,
    wanted.optionsHash,
    durationSeconds,
    features,
  ]);
  await tx.copyInto('staging_features', columns, rows);
  await tx.query(INSERT_FEATURES, [batchId]);
  await tx.query('DELETE FROM staging_features WHERE batch_id = $1', [batchId]);
}

async function insertEmbeddings(tx: Sql, measured: readonly MeasuredAudio[], wanted: Wanted): Promise<void> {
  const batchId = randomUUID();
  const columns = ['batch_id', 'audio_sha256', 'model', 'model_sha256', 'options_hash', 'vector', 'tags'];
  const rows = measured.flatMap(({ audioSha256, measurement }) =>
    measurement.embeddings.map(({ model, modelSha256, vector, tags }) => [
      batchId,
      Buffer.from(audioSha256, 'hex'),
      model,
      modelSha256,
      wanted.optionsHash,
      vector,
      tags,
    ]),
  );
  await tx.copyInto('staging_embeddings', columns, rows);
  await tx.query(INSERT_EMBEDDINGS, [batchId]);
  await tx.query('DELETE FROM staging_embeddings WHERE batch_id = $1', [batchId]);
}

const INSERT_FEATURES = `
  INSERT INTO features (audio_sha256, extractor_version, options_hash, duration_seconds, values)
  SELECT audio_sha256, extractor_version, options_hash, duration_seconds, values
  FROM staging_features WHERE batch_id = $1 ORDER BY audio_sha256
  ON CONFLICT DO NOTHING`;

const INSERT_EMBEDDINGS = `
  INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector, tags)
  SELECT audio_sha256, model, model_sha256, options_hash, nullif(vector, '{}'), tags
  FROM staging_embeddings WHERE batch_id = $1 ORDER BY audio_sha256, model
  ON CONFLICT DO NOTHING`;

const RECORDINGS = `
  SELECT DISTINCT m.recording_id AS id
  FROM audio_files f JOIN audio_matches m ON m.audio_file_id = f.id AND m.chosen
  WHERE f.audio_sha256 IN (SELECT decode(sha, 'hex') FROM unnest($1::text[]) AS t (sha))
  ORDER BY 1`;

// Those without audio of their own are scored from what the artist's other tracks sound like.
const ARTISTS_OTHERS = `
  SELECT DISTINCT other.recording_id AS id
  FROM recording_artists own JOIN recording_artists other ON other.artist_id = own.artist_id
  WHERE own.recording_id = ANY($1::uuid[]) AND NOT other.recording_id = ANY($1::uuid[])
    AND NOT EXISTS (SELECT FROM audio_matches m WHERE m.recording_id = other.recording_id AND m.chosen)
  ORDER BY 1`;
