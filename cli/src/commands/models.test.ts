import { loadSettings } from '@sidetrack/settings';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meanModel } from '../../../activities/src/models/test-tools.ts';
import type { Context } from '../context.ts';
import { modelsCommand } from './models.ts';

let folder: string;
const lines: string[] = [];
const sha256 = 'f'.repeat(64);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-models-cli-'));
  const input = { name: 'logmel', shape: ['batch', 1, 1001, 64] };
  const panns = meanModel(input, { name: 'embedding', shape: ['batch', 2048] }, { axes: [1, 2], rows: 64 });
  await writeFile(join(folder, 'panns.onnx'), panns);
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => void lines.splice(0));

async function models(...words: string[]): Promise<string> {
  const say = (line: string): void => void lines.push(line);
  const env = { SIDETRACK_DATA_DIR: folder };
  const context: Context = {
    env,
    output: { result: say, say, progress: () => undefined, clear: () => undefined },
    settings: (overrides = {}) => loadSettings({ ...env, ...overrides }),
    now: () => new Date(0),
  };
  await modelsCommand(context).exitOverride().parseAsync(words, { from: 'user' });
  return lines.join('\n');
}

test('a model is added from a file, listed, verified and taken away', async () => {
  expect(await models('add', 'panns-cnn14', join(folder, 'panns.onnx'))).toContain('SIDETRACK_EMBEDDING_MODELS');
  expect((await readdir(join(folder, 'models'))).sort()).toEqual(['panns-cnn14.json', 'panns-cnn14.onnx']);
  expect(await models('list')).toContain('panns-cnn14  (CC-BY-4.0 (weights), MIT (code), 32000 Hz, added)');
  expect(await models('verify')).toContain('panns-cnn14: whole');
  await models(
    'add',
    '--manifest',
    join(folder, 'models/panns-cnn14.json'),
    '--name',
    'mine',
    join(folder, 'panns.onnx'),
  );
  expect(await models('remove', 'mine')).toContain('mine is gone.');
  expect(await models('remove', 'panns-cnn14')).toContain('panns-cnn14 is gone.');
  expect(await readdir(join(folder, 'models'))).toEqual([]);
});

test.each([
  [['add', 'vibenet'], /GPL-3\.0.*--accept-licence/],
  [['add', 'openl3'], /docs\/models\.md/],
  [['add', 'mood', 'mood.onnx'], /no model that SideTrack knows \(vibenet, openl3/],
  [['add', 'clap', 'https://example.org/clap.onnx'], /add --sha256/],
  [['add', 'clap', 'http://example.org/clap.onnx', '--sha256', sha256], /must begin with https/],
  [['add', 'clap', 'none.onnx'], /none\.onnx cannot be read/],
  [['add', 'clap', 'clap.onnx', '--text', 'text.onnx'], /name all of --text, --vocabulary and --merges/],
  [['remove', 'musicnn-msd'], /came with SideTrack/],
])('%j is refused with a sentence', async (words, reason) => {
  await expect(models(...words)).rejects.toThrow(reason);
});
