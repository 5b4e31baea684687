import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MUSICNN_BANDS, MUSICNN_PATCH_FRAMES, musicnnPatches } from '@sidetrack/analysis';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import { readManifest } from './model-manifest.ts';

/** Patches run together: more gain no speed and cost memory (60 at once take 3.6 GB). */
const BATCH = 4;
const PATCH_VALUES = MUSICNN_PATCH_FRAMES * MUSICNN_BANDS;
const EMBEDDING_LENGTH = 200;

export interface MusicnnResult {
  /** Probability of each of the model's 50 tags, mean over patches of 3 s. */
  tags: Record<string, number>;
  /** The layer before the last, 200 values, mean over patches. */
  embedding: number[];
}

export interface Musicnn {
  name: string;
  sha256: string;
  /** @param mono 16 kHz */
  run(mono: Float32Array): Promise<MusicnnResult>;
}

/**
 * Loads musicnn (Pons and Serra, 2019; the Million Song Dataset weights) on one thread.
 * @throws PermanentError when the file is missing or is not the one that its manifest names
 */
export async function loadMusicnn(name = 'musicnn-msd'): Promise<Musicnn> {
  const { url, sha256, labels } = await readManifest(name);
  const bytes = await readFile(url);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new PermanentError(`The file of the model ${name} is damaged.`, {
      service: 'models',
      remedy: 'Fetch it again.',
    });
  }
  // Loaded late: its native library is large, and who only asks what is to be measured does not need it.
  const runtime = await import('onnxruntime-node');
  const session = await runtime.InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  return { name, sha256, run: (mono) => run({ session, Tensor: runtime.Tensor, labels }, musicnnPatches(mono)) };
}

interface Loaded {
  session: InferenceSession;
  Tensor: TensorConstructor;
  labels: readonly string[];
}

async function run({ session, Tensor, labels }: Loaded, patches: Float32Array): Promise<MusicnnResult> {
  const count = patches.length / PATCH_VALUES;
  const tagSums = new Float64Array(labels.length);
  const embeddingSums = new Float64Array(EMBEDDING_LENGTH);
  for (let first = 0; first < count; first += BATCH) {
    const size = Math.min(BATCH, count - first);
    const values = patches.subarray(first * PATCH_VALUES, (first + size) * PATCH_VALUES);
    const output = await session.run({
      mel: new Tensor('float32', values, [size, MUSICNN_PATCH_FRAMES, MUSICNN_BANDS]),
    });
    addRows(tagSums, output['tags']);
    addRows(embeddingSums, output['penultimate']);
  }
  return {
    tags: Object.fromEntries(labels.map((label, i) => [label, tagSums[i]! / count])),
    embedding: Array.from(embeddingSums, (sum) => sum / count),
  };
}

function addRows(sums: Float64Array, output: Tensor | undefined): void {
  const rows = output?.data;
  if (!(rows instanceof Float32Array)) throw new TypeError('The model has no such output of 32-bit floats.');
  for (let i = 0; i < rows.length; i++) sums[i % sums.length]! += rows[i]!;
}
