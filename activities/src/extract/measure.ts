import type { TrackFeatures } from '@sidetrack/analysis';
import { FEATURE_SAMPLE_RATE_HZ, measureFeatures, MUSICNN_SAMPLE_RATE_HZ, resample, toMono } from '@sidetrack/analysis';
import { decode } from '../audio/index.ts';
import type { Musicnn } from './musicnn.ts';
import { loadMusicnn } from './musicnn.ts';
import type { ExtractOptions } from './version.ts';

export interface MeasureOptions extends Pick<ExtractOptions, 'excerptSeconds'> {
  /** Names of the embedding models to run; none for the signal features alone. */
  models: readonly string[];
}

export interface Embedding {
  model: string;
  modelSha256: string;
  vector: number[];
  tags: Record<string, number>;
}

/** All that is measured of one track. */
export interface Measurement {
  /** Of the whole track, also where only an excerpt was measured. */
  durationSeconds: number;
  features: TrackFeatures;
  embeddings: Embedding[];
  /** How long each part took. */
  seconds: { decode: number; signal: number; models: number };
}

const loaded = new Map<string, Promise<Musicnn>>();

/**
 * Decodes a track and measures its signal features and the embeddings of the models asked for.
 * @throws UnreadableAudioError for a file that holds no audio that can be decoded
 */
export async function measure(path: string, { excerptSeconds, models }: MeasureOptions): Promise<Measurement> {
  const watch = stopwatch();
  const { channels, sampleRateHz, durationSeconds } = await decode(path, {
    excerpt: excerptSeconds > 0 ? { seconds: excerptSeconds, from: 'middle' } : undefined,
  });
  const native = toMono(channels);
  const mono = resample(native, sampleRateHz, FEATURE_SAMPLE_RATE_HZ);
  const monoForModels = models.length > 0 ? resample(native, sampleRateHz, MUSICNN_SAMPLE_RATE_HZ) : new Float32Array();
  const decoding = watch();
  const features = measureFeatures({ mono, channels, sampleRateHz });
  const signal = watch();
  const embeddings: Embedding[] = [];
  for (const name of models) embeddings.push(await embed(name, monoForModels));
  return { durationSeconds, features, embeddings, seconds: { decode: decoding, signal, models: watch() } };
}

async function embed(name: string, mono: Float32Array): Promise<Embedding> {
  const model = await cached(name);
  const { tags, embedding } = await model.run(mono);
  return { model: model.name, modelSha256: model.sha256, vector: embedding, tags };
}

function cached(name: string): Promise<Musicnn> {
  const model = loaded.get(name) ?? loadMusicnn(name);
  loaded.set(name, model);
  return model;
}

/** Gives the seconds since it was last asked. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = Math.round(now - last) / 1000;
    last = now;
    return seconds;
  };
}
