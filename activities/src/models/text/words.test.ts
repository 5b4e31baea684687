import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { song } from '../../../../analysis/src/signal/test-signals.ts';
import { addModel, removeModel } from '../add-model.ts';
import { checkModels } from '../check-models.ts';
import { readManifest } from '../find-models.ts';
import { loadModel } from '../load-model.ts';
import { modelIdentity } from '../manifest.ts';
import { meanModel, textModel } from '../test-tools.ts';
import { addWords } from './add-words.ts';
import { bytePairTokenizer } from './byte-pairs.ts';
import { WORD_GROUPS } from './word-groups.ts';
import { zeroShot } from './zero-shot.ts';

// "lower" and "newest" of Sennrich et al., figure 1, with the blank as GPT-2 writes it.
const merges = ['#version: 0.2', 'l o', 'lo w', 'e r', 'Ġ n', 'Ġn e', 'Ġne w', 'e s', 'es t'];
const pieces = [
  '<s>',
  '<pad>',
  '</s>',
  '<unk>',
  'l',
  'o',
  'w',
  'e',
  'r',
  'low',
  'er',
  'Ġ',
  'n',
  'Ġnew',
  's',
  't',
  'est',
  'Ã',
  '¼',
];
const vocabulary = Object.fromEntries(pieces.map((piece, i) => [piece, i]));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-words-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('text becomes the pieces that were learned first, from bytes up', () => {
  const encode = bytePairTokenizer(vocabulary, merges);
  const named = (text: string) => encode(text).map((number) => pieces[number]);
  expect(named('lower newest')).toEqual(['<s>', 'low', 'er', 'Ġnew', 'est', '</s>']);
  expect(named('ü')).toEqual(['<s>', 'Ã', '¼', '</s>']);
  expect(named('z')).toEqual(['<s>', '<unk>', '</s>']);
  expect(named('')).toEqual(['<s>', '</s>']);
  expect(() => bytePairTokenizer({ a: 1 }, [])).toThrow('The vocabulary has no <s>.');
});

test('shares of a group sum to 1, the nearest word has most, and length does not matter', () => {
  const words = [
    { group: 'a', word: 'left', vector: [1, 0] },
    { group: 'a', word: 'right', vector: [-1, 0] },
    { group: 'b', word: 'up', vector: [0, 1] },
  ];
  const of = zeroShot({ words }, 2);
  const { left, right, up } = of([3, 4]);
  expect(left! + right!).toBeCloseTo(1, 12);
  expect(left! / right!).toBeCloseTo(Math.exp(2 * 1.2), 9);
  expect(up).toBe(1);
  const [one, ten] = [of([3, 4]), of([30, 40])];
  for (const word of ['left', 'right', 'up']) expect(ten[word]).toBeCloseTo(one[word]!, 12);
  expect(of([0, 0])).toEqual({});
});

test('a model with words names them for each track, under an identity of its own', async () => {
  const input = { name: 'input_features', shape: ['batch', 1, 1001, 64] };
  const bytes = meanModel(input, { name: 'audio_embeds', shape: ['batch', 512] }, { axes: [1, 2], rows: 64 });
  const manifest = await addModel({ name: 'clap', is: 'clap', bytes, source: 'file' }, folder);
  const graph = textModel(
    { name: 'input_ids', shape: ['batch', 'length'] },
    { name: 'text_embeds', shape: ['batch', 512] },
  );
  const text = { graph, vocabulary: JSON.stringify(vocabulary), merges: merges.join('\n') };
  const withWords = await addWords(manifest, text, folder);
  expect(await readManifest(join(folder, 'clap.json'))).toEqual(withWords);
  expect(modelIdentity(manifest)).toBe(manifest.sha256);

  const model = await loadModel('clap', { modelsDir: folder });
  expect(model.sha256).toBe(modelIdentity(withWords));
  expect(model.sha256).not.toBe(manifest.sha256);
  const run = model.start();
  await run.push(song(model.sampleRateHz, 11));
  const { embedding, tags } = await run.finish();
  expect(embedding).toHaveLength(512);
  for (const { words } of WORD_GROUPS) expect(words.reduce((sum, word) => sum + tags[word]!, 0)).toBeCloseTo(1, 9);

  const stateOf = async () => (await checkModels(folder)).find(({ manifest: { name } }) => name === 'clap')!.state;
  expect(await stateOf()).toBe('whole');
  await writeFile(join(folder, 'clap.words'), '{}');
  expect(await stateOf()).toBe('damaged');
  await expect(loadModel('clap', { modelsDir: folder })).rejects.toThrow(
    'The file of words of the model clap is damaged.',
  );
  await removeModel('clap', folder);
  await expect(readFile(join(folder, 'clap.words'))).rejects.toThrow('ENOENT');
});

test('files that are no text half for the model are refused', async () => {
  const input = { name: 'logmel', shape: ['batch', 1, 1001, 64] };
  const bytes = meanModel(input, { name: 'e', shape: ['batch', 512] }, { axes: [1, 2], rows: 64 });
  const manifest = await addModel({ name: 'clap', is: 'clap', bytes, source: 'file' }, folder);
  const graph = textModel({ name: 'input_ids', shape: ['batch', 'length'] }, { name: 'out', shape: ['batch', 256] });
  const whole = { graph, vocabulary: JSON.stringify(vocabulary), merges: merges.join('\n') };
  await expect(addWords(manifest, whole, folder)).rejects.toThrow('gives no vector of 512 values');
  await expect(addWords(manifest, { ...whole, vocabulary: '[1]' }, folder)).rejects.toThrow('no vocab.json');
  await expect(addWords(manifest, { ...whole, vocabulary: '{"a": 1}' }, folder)).rejects.toThrow('not RoBERTa’s');
  await expect(addWords(manifest, { ...whole, graph: Buffer.from('no') }, folder)).rejects.toThrow('no ONNX model');
});
