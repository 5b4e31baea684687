import type { MonoVisitor, Stopwatch } from '@sidetrack/analysis';
import { createRateConverters, FEATURE_SAMPLE_RATE_HZ } from '@sidetrack/analysis';
import type { EmbeddingModel, ModelOptions, ModelRun } from '../models/index.ts';
import { loadModel } from '../models/index.ts';

export interface ModelSetOptions {
  /** Names of the embedding models to run; none for the signal features alone. */
  models: readonly string[];
  modelOptions?: Omit<ModelOptions, 'warn'>;
}

export interface Embedding {
  model: string;
  modelSha256: string;
  vector: number[];
  tags: Record<string, number>;
}

/** Models that listen to one track at the same time. The signal is resampled once for each rate that they want. */
export interface ModelSet {
  start(sampleRateHz: number): void;
  /** Takes the next mono samples, at the track's rate and at that of the features; they may be written anew afterwards. */
  take: MonoVisitor;
  /** Runs the models on what was taken. */
  run(): Promise<void>;
  finish(): Promise<Embedding[]>;
  /** Time that the models themselves took since `start`. */
  milliseconds(): number;
}

export const MODEL_RESAMPLING = 'modelResampling';
const loaded = new Map<string, Promise<EmbeddingModel>>();
const converters = createRateConverters();

/**
 * @param watch told what resampling takes, as MODEL_RESAMPLING
 * @throws PermanentError when a model is not installed or cannot be used
 */
export async function openModels({ models, modelOptions = {} }: ModelSetOptions, watch: Stopwatch): Promise<ModelSet> {
  const opened: EmbeddingModel[] = [];
  for (const name of models) opened.push(await cached(name, modelOptions));
  const rates = [...new Set(opened.map(({ sampleRateHz }) => sampleRateHz))];
  const waiting = new Map<number, Float32Array[]>(rates.map((rate) => [rate, []]));
  let runs: { model: EmbeddingModel; run: ModelRun }[] = [];
  let resamplers: ReturnType<typeof resampler>[] = [];
  let spent = 0;

  async function run(): Promise<void> {
    const began = performance.now();
    for (const { model, run } of runs) {
      for (const piece of waiting.get(model.sampleRateHz)!) await run.push(piece);
    }
    for (const rate of rates) waiting.set(rate, []);
    spent += performance.now() - began;
  }
  function resampler(fromHz: number, rate: number) {
    const stage = converters(fromHz, rate);
    const keep = (piece: Float32Array): void => void waiting.get(rate)!.push(piece.slice());
    return { fromHz, push: (mono: Float32Array) => stage.push(mono, keep), finish: () => stage.finish(keep) };
  }

  return {
    start(sampleRateHz) {
      spent = 0;
      for (const rate of rates) waiting.set(rate, []);
      runs = opened.map((model) => ({ model, run: model.start() }));
      resamplers = rates.map((rate) => resampler(sourceRate(sampleRateHz, rate), rate));
    },
    take(mono, fromHz) {
      watch.during(MODEL_RESAMPLING, () => {
        for (const each of resamplers) if (each.fromHz === fromHz) each.push(mono);
      });
    },
    run,
    async finish() {
      watch.during(MODEL_RESAMPLING, () => {
        for (const each of resamplers) each.finish();
      });
      await run();
      const began = performance.now();
      const embeddings: Embedding[] = [];
      for (const { model, run } of runs) {
        const { embedding, tags } = await run.finish();
        embeddings.push({ model: model.name, modelSha256: model.sha256, vector: embedding, tags });
      }
      spent += performance.now() - began;
      return embeddings;
    },
    milliseconds: () => spent,
  };
}

/**
 * Rates up to this are made from the signal at the rate of the features, which is there already and is flat to 10 kHz: two thirds of the
 * work, and 3e-5 from what the track itself would give.
 */
const WITHIN_FEATURES_HZ = 16_000;

function sourceRate(trackHz: number, modelHz: number): number {
  return trackHz > FEATURE_SAMPLE_RATE_HZ && modelHz <= WITHIN_FEATURES_HZ ? FEATURE_SAMPLE_RATE_HZ : trackHz;
}

function cached(name: string, options: ModelOptions): Promise<EmbeddingModel> {
  const key = JSON.stringify([name, options]);
  const model = loaded.get(key) ?? loadModel(name, options);
  loaded.set(key, model);
  // One that is missing may be there for the next track.
  model.catch(() => loaded.delete(key));
  return model;
}
