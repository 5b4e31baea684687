import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Arena, createResampler } from '@sidetrack/analysis';
import { song } from '../../../analysis/src/signal/test-signals.ts';
import { decodeStream } from '../audio/index.ts';
import { PermanentError } from '../errors.ts';
import type { EmbeddingModel, ModelAnswer } from './load-model.ts';
import { loadModel } from './load-model.ts';

interface Golden {
  track: string;
  model: string;
  gain: number;
  tags: Record<string, number>;
}
// Made by models/tools/musicnn-golden.py with the Python package musicnn itself.
const golden = JSON.parse(readFileSync(new URL('./golden/musicnn.json', import.meta.url), 'utf8')) as Golden[];

const decoded = new Map<string, Promise<Float32Array>>();

async function monoAt16k(track: string): Promise<Float32Array> {
  const path = fileURLToPath(new URL(`../../../sample/audio/${track}`, import.meta.url));
  const { pieces, sampleRateHz } = await decodeStream(path);
  const resampler = createResampler(new Arena(32 * 2 ** 20), { fromHz: sampleRateHz, toHz: 16_000 });
  const kept: Float32Array[] = [];
  const keep = (piece: Float32Array): void => void kept.push(piece.slice());
  for await (const channels of pieces) {
    resampler.push(
      channels[0]!.map((_, i) => mean(channels.map((channel) => channel[i]!))),
      keep,
    );
  }
  resampler.finish(keep);
  return Float32Array.from(kept.flatMap((piece) => [...piece]));
}
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function runInPieces(model: EmbeddingModel, mono: Float32Array, pieceSamples: number): Promise<ModelAnswer> {
  const run = model.start();
  for (let at = 0; at < mono.length; at += pieceSamples) await run.push(mono.subarray(at, at + pieceSamples));
  return await run.finish();
}

test.each(golden)('$model tags $track (gain $gain) as its own package does, to 1e-3', async (expected) => {
  const mono = decoded.get(expected.track) ?? monoAt16k(expected.track);
  decoded.set(expected.track, mono);
  const turned = (await mono).map((sample) => sample * expected.gain);
  const { tags, embedding } = await runInPieces(await loadModel(expected.model), turned, 16_384);
  expect(Object.keys(tags)).toEqual(Object.keys(expected.tags));
  const errors = Object.entries(expected.tags).map(([tag, value]) => Math.abs(value - tags[tag]!));
  expect(Math.max(...errors)).toBeLessThan(1e-3);
  expect(embedding).toHaveLength(200);
});

test('pieces of any length give the same answer, and so does the next track', async () => {
  const model = await loadModel('musicnn-msd');
  const mono = song(16_000, 16);
  const whole = await runInPieces(model, mono, mono.length);
  await model.start().push(mono.subarray(0, 70_000));
  expect(await runInPieces(model, mono, 12_345)).toEqual(whole);
});

test('batches of any size give the same answer to 1e-6', async () => {
  const mono = song(16_000, 16);
  const four = await runInPieces(await loadModel('musicnn-msd'), mono, mono.length);
  const one = await runInPieces(await loadModel('musicnn-msd', { memoryBytes: 1 }), mono, mono.length);
  one.embedding.forEach((value, i) => expect(Math.abs(value - four.embedding[i]!)).toBeLessThan(1e-5));
});

test('a track shorter than a patch is filled up with silence, one without samples too', async () => {
  const model = await loadModel('musicnn-msd');
  const silent = await runInPieces(model, new Float32Array(0), 1);
  const short = await runInPieces(model, song(16_000, 0.2), 1000);
  const padded = new Float32Array(186 * 256);
  padded.set(song(16_000, 0.2));
  expect(short).toEqual(await runInPieces(model, padded, padded.length));
  expect(silent.embedding.every(Number.isFinite)).toBe(true);
});

test('a model that is not installed is named with what to do', async () => {
  await expect(loadModel('openl3')).rejects.toThrow(PermanentError);
});
