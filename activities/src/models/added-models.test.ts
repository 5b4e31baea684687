import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { song } from '../../../analysis/src/signal/test-signals.ts';
import { addModel, removeModel } from './add-model.ts';
import { checkModels } from './check-models.ts';
import { findModels } from './find-models.ts';
import type { KnownName } from './known-models.ts';
import { knownModels } from './known-models.ts';
import { loadModel } from './load-model.ts';
import { loadStems } from './load-stems.ts';
import { gainsModel, matrixValue, meanModel, type Values } from './test-tools.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-added-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Small {
  input: Values;
  output: Values;
  /** What the graph takes the mean over, and how many values are left. */
  mean: { axes: number[]; rows: number };
}

/** Small graphs with the inputs and outputs of the large ones: means over frames, times a matrix. */
const small: Record<Exclude<KnownName, 'demucs'>, Small> = {
  vibenet: {
    input: { name: 'x', shape: ['batch', 128, 'frames'] },
    output: { name: 'out', shape: [1, 7] },
    mean: { axes: [2], rows: 128 },
  },
  openl3: {
    input: { name: 'melspectrogram', shape: ['batch', 128, 199, 1] },
    output: { name: 'flatten', shape: ['batch', 512] },
    mean: { axes: [2, 3], rows: 128 },
  },
  // Lengths left open, as exports by transformers.js have them.
  clap: {
    input: { name: 'input_features', shape: ['batch', 'channels', 'height', 'width'] },
    output: { name: 'audio_embeds', shape: ['batch', 512] },
    mean: { axes: [1, 2], rows: 64 },
  },
  'panns-cnn14': {
    input: { name: 'logmel', shape: ['batch', 1, 1001, 64] },
    output: { name: 'embedding', shape: ['batch', 2048] },
    mean: { axes: [1, 2], rows: 64 },
  },
};
const graphOf = (name: keyof typeof small): Uint8Array => {
  const { input, output, mean } = small[name];
  return meanModel(input, output, mean);
};
const stemsGraph = gainsModel(
  { name: 'mix', shape: ['batch', 2, 343_980] },
  { name: 'stems', shape: ['batch', 4, 2, 343_980] },
  [0.1, 0.2, 0.3, 0.4],
);
const source = 'file';

test.each(Object.keys(small) as (keyof typeof small)[])('%s is added and runs', async (name) => {
  const manifest = await addModel({ name, is: name, bytes: graphOf(name), source }, folder);
  const model = await loadModel(name, { modelsDir: folder });
  expect(model.sampleRateHz).toBe(knownModels[name].frontEnd.sampleRateHz);
  const run = model.start();
  await run.push(song(model.sampleRateHz, 21));
  const { embedding, tags } = await run.finish();
  expect(manifest.input.name).toBe(small[name].input.name);
  if (name === 'vibenet') {
    expect(Object.keys(tags)).toEqual(knownModels.vibenet.output.axes.map((axis) => axis.name));
    expect(Object.values(tags).every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(embedding).toEqual([]);
    return;
  }
  expect(tags).toEqual({});
  expect(embedding).toHaveLength(Number(small[name].output.shape.at(-1)));
  // Column j of the matrix is column 0 with j / 1000 more in each row, so that all columns lie on one line.
  const slope = embedding[1]! - embedding[0]!;
  expect(matrixValue(0, 1) - matrixValue(0, 0)).toBeCloseTo(0.001);
  expect(embedding[100]! - embedding[0]!).toBeCloseTo(slope * 100, 1);
});

test.each([
  { channels: 1, sampleRateHz: 44_100 },
  { channels: 2, sampleRateHz: 48_000 },
])('stems of a track with $channels channels at $sampleRateHz Hz are measured', async ({ channels, sampleRateHz }) => {
  await addModel({ name: 'demucs', is: 'demucs', bytes: stemsGraph, source }, folder);
  const run = (await loadStems({ modelsDir: folder })).start(sampleRateHz);
  const mono = song(sampleRateHz, 10);
  for (let at = 0; at < mono.length; at += 100_000)
    await run.push(Array.from({ length: channels }, () => mono.subarray(at, at + 100_000)));
  const stems = await run.finish();
  expect(Object.keys(stems)).toEqual(['drums', 'bass', 'other', 'vocals']);
  expect(stems['drums']!.energyShare).toBeCloseTo(0.01 / 0.3, 4);
  expect(stems['vocals']!.energyShare).toBeCloseTo(0.16 / 0.3, 4);
  expect(stems['vocals']!.loudnessLufs! - stems['drums']!.loudnessLufs!).toBeCloseTo(20 * Math.log10(4), 2);
});

test('a model of stems is refused where an embedding is wanted, and stems where there is no such model', async () => {
  await expect(loadModel('demucs', { modelsDir: folder })).rejects.toThrow('separates stems and gives no embedding');
  await expect(loadStems({ modelsDir: join(folder, 'none') })).rejects.toThrow('No model that separates stems');
});

test('a file with other inputs or outputs is refused with a sentence', async () => {
  await expect(
    addModel({ name: 'openl3', is: 'openl3', bytes: graphOf('panns-cnn14'), source }, folder),
  ).rejects.toThrow(
    'This file is not openl3: that has one input of the shape [batch, 128, 199, 1], and the file has logmel float32 [batch, 1, 1001, 64].',
  );
  await expect(addModel({ name: 'openl3', is: 'openl3', bytes: graphOf('clap'), source }, folder)).rejects.toThrow(
    'This file is not openl3: that has an input of the shape [batch, 128, 199, 1]',
  );
  await expect(
    addModel({ name: 'panns-cnn14', is: 'panns-cnn14', bytes: graphOf('clap'), source }, folder),
  ).rejects.toThrow('that has an output of the shape [batch, 2048]');
  await expect(addModel({ name: 'clap', is: 'clap', bytes: Buffer.from('no'), source }, folder)).rejects.toThrow(
    'not an ONNX model',
  );
});

test('a file with another hash, and the name of a bundled model, are refused', async () => {
  const bytes = graphOf('clap');
  await expect(addModel({ name: 'clap', is: 'clap', bytes, source, sha256: 'f'.repeat(64) }, folder)).rejects.toThrow(
    'has the SHA-256',
  );
  await expect(addModel({ name: 'musicnn-msd', is: 'clap', bytes, source }, folder)).rejects.toThrow(
    'came with SideTrack',
  );
  await expect(addModel({ name: '../clap', is: 'clap', bytes, source }, folder)).rejects.toThrow(
    'is no name of a model',
  );
});

test('a manifest of its own describes any other model, and must fit', async () => {
  const { manifest } = (await findModels(folder)).find((each) => each.manifest.name === 'clap')!;
  const own = { ...manifest, name: 'mine', outputs: { audio_embeds: { means: 'embedding' as const, length: 3 } } };
  await expect(addModel({ name: 'mine', is: own, bytes: graphOf('clap'), source }, folder)).rejects.toThrow(
    'The output audio_embeds of the model mine is float32 [batch, 512], but must be float32 [batch, 3].',
  );
  await addModel({ name: 'mine', is: { ...own, outputs: manifest.outputs }, bytes: graphOf('clap'), source }, folder);
  expect((await loadModel('mine', { modelsDir: folder })).name).toBe('mine');
});

test('models are checked and taken away', async () => {
  await writeFile(join(folder, 'openl3.onnx'), 'damaged');
  const states = Object.fromEntries((await checkModels(folder)).map(({ manifest, state }) => [manifest.name, state]));
  expect(states).toMatchObject({ 'musicnn-msd': 'whole', 'musicnn-mtt': 'whole', clap: 'whole', openl3: 'damaged' });
  await expect(loadModel('openl3', { modelsDir: folder })).rejects.toThrow('is damaged');
  await removeModel('openl3', folder);
  await expect(readFile(join(folder, 'openl3.onnx'))).rejects.toThrow();
  await expect(removeModel('openl3', folder)).rejects.toThrow('is not installed');
  await expect(removeModel('musicnn-mtt', folder)).rejects.toThrow('came with SideTrack');
});
