import { readFileSync } from 'node:fs';
import { MUSICNN_BANDS, MUSICNN_PATCH_FRAMES, musicnnPatches } from '@sidetrack/analysis';
import { PermanentError } from '../errors.ts';
import { song } from '../../../analysis/src/signal/test-signals.ts';
import { loadMusicnn } from './musicnn.ts';

interface Golden {
  patches: number;
  melOfFrame100: number[];
  tags: number[];
  embedding: number[];
}
// Made by models/tools/musicnn-golden.py: librosa's front end, the network with all its filters, onnxruntime in Python.
const golden = JSON.parse(readFileSync(new URL('./golden/musicnn.json', import.meta.url), 'utf8')) as Golden;
const mono = song(16000, 16);

test('the front end agrees with librosa to 1e-4', () => {
  const patches = musicnnPatches(mono);
  expect(patches.length).toBe(golden.patches * MUSICNN_PATCH_FRAMES * MUSICNN_BANDS);
  expectClose(patches.subarray(100 * MUSICNN_BANDS, 101 * MUSICNN_BANDS), golden.melOfFrame100, 1e-4);
});

test('tags and embedding agree with the unpruned network to 1e-4 and 1e-3', async () => {
  const { tags, embedding } = await (await loadMusicnn()).run(mono);
  expectClose(Object.values(tags), golden.tags, 1e-4);
  expectClose(embedding, golden.embedding, 1e-3);
});

test('a track shorter than a patch is filled up with silence', async () => {
  const { embedding } = await (await loadMusicnn()).run(mono.subarray(0, 8000));
  expect(embedding.every(Number.isFinite)).toBe(true);
});

test('a model that is not installed is named with what to do', async () => {
  await expect(loadMusicnn('openl3')).rejects.toThrow(PermanentError);
});

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)))).toBeLessThan(tolerance);
}
