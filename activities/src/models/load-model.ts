import { join } from 'node:path';
import { PermanentError } from '../errors.ts';
import { batchSize } from './batch-size.ts';
import type { FrontEnd, Patch } from './front-ends/front-end.ts';
import { createFrontEnd } from './front-ends/front-end.ts';
import { modelIdentity, type ModelManifest } from './manifest.ts';
import { createMeans } from './means.ts';
import type { ModelOptions, OpenedModel } from './open-model.ts';
import { openModel } from './open-model.ts';
import { inputTensor } from './input-tensor.ts';
import type { Provider } from './providers.ts';
import { readWords, zeroShot, type ZeroShot } from './text/zero-shot.ts';

/** What a model says of a track: means over its patches. */
export interface ModelAnswer {
  /** Empty for a model that gives none. */
  embedding: number[];
  /** Probability of each tag, share of each word in its group, or value from 0 to 1 of each axis (vibenet's), by name; empty for a model that has none. */
  tags: Record<string, number>;
}

/** One track going through a model. */
export interface ModelRun {
  /** @param samples mono at the model's rate; pieces of any length */
  push(samples: Float32Array): Promise<void>;
  finish(): Promise<ModelAnswer>;
}

export interface EmbeddingModel {
  readonly name: string;
  readonly sha256: string;
  readonly sampleRateHz: number;
  /** Where it runs. */
  readonly provider: Provider;
  /** Begins a track; one at a time: the track before is forgotten if it was not finished. */
  start(): ModelRun;
}

/** Longer pieces are taken in parts, so that few patches wait. */
const PIECE_SECONDS = 10;

/**
 * Loads a model that listens to mono audio.
 * @throws PermanentError when it is not installed, its file is damaged or does not fit its manifest, or it is one that separates stems
 */
export async function loadModel(name: string, options: ModelOptions = {}): Promise<EmbeddingModel> {
  const model = await openModel(name, options);
  const { manifest, provider } = model;
  const { frontEnd } = manifest;
  if (Object.values(manifest.outputs).some(({ means }) => means === 'stems')) {
    throw new PermanentError(`The model ${name} separates stems and gives no embedding.`, {
      service: 'models',
      remedy: 'Take it out of SIDETRACK_EMBEDDING_MODELS; SIDETRACK_STEMS=true uses it.',
    });
  }
  const wordsOf = await zeroShotOf(manifest, options.modelsDir);
  const cutter = createFrontEnd(frontEnd);
  const batch = batchSize(manifest.batch, options.memoryBytes);
  return {
    name: manifest.name,
    sha256: modelIdentity(manifest),
    sampleRateHz: frontEnd.sampleRateHz,
    provider,
    start() {
      cutter.reset();
      return startRun({ model, cutter, wordsOf, batch, pieceSamples: PIECE_SECONDS * frontEnd.sampleRateHz });
    },
  };
}

const noWords: ZeroShot = () => ({});

async function zeroShotOf({ name, words }: ModelManifest, modelsDir: string | undefined): Promise<ZeroShot> {
  if (words === undefined || modelsDir === undefined) return noWords;
  const { file, sha256, scale } = words;
  return zeroShot(await readWords(join(modelsDir, file), { model: name, sha256 }), scale);
}

interface Running {
  model: OpenedModel;
  cutter: FrontEnd;
  wordsOf: ZeroShot;
  batch: number;
  pieceSamples: number;
}

function startRun({ model, cutter, wordsOf, batch, pieceSamples }: Running): ModelRun {
  const means = createMeans(model.manifest.outputs);
  let waiting: Patch[] = [];
  const take = (patch: Patch): void => void waiting.push(patch);

  async function run(patches: readonly Patch[]): Promise<void> {
    const { session, manifest } = model;
    const outputs = await session.run({ [manifest.input.name]: inputTensor(model, patches) });
    means.add(outputs, patches);
  }
  /** Runs the full batches; patches of an odd length (the last of a track) run alone. */
  async function runFull(): Promise<void> {
    while (waiting.length >= batch) {
      const next = waiting.slice(0, batch);
      waiting = waiting.slice(batch);
      await run(next);
    }
  }
  return {
    async push(samples) {
      for (let at = 0; at < samples.length; at += pieceSamples) {
        cutter.push([samples.subarray(at, at + pieceSamples)], take);
        await runFull();
      }
    },
    async finish() {
      cutter.finish(take);
      const odd = waiting.filter(({ length }) => length !== waiting[0]!.length);
      waiting = waiting.filter(({ length }) => length === waiting[0]!.length);
      await runFull();
      if (waiting.length > 0) await run(waiting);
      for (const patch of odd) await run([patch]);
      waiting = [];
      const { embedding, tags } = means.answer();
      return { embedding, tags: { ...tags, ...wordsOf(embedding) } };
    },
  };
}
