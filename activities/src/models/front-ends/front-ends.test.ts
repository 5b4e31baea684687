import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { song } from '../../../../analysis/src/signal/test-signals.ts';
import { findModel } from '../find-models.ts';
import type { FrontEndSpec, LogMelFrontEnd } from '../manifest.ts';
import { knownModels } from '../known-models.ts';
import type { FrontEnd, Patch } from './front-end.ts';
import { createFrontEnd } from './front-end.ts';

interface Golden {
  frames: number;
  mean: number;
  rows: Record<string, number[]>;
}
// Made by models/tools/front-end-golden.py with librosa.
const golden = JSON.parse(readFileSync(new URL('../golden/front-ends.json', import.meta.url), 'utf8')) as Record<
  string,
  Golden
>;

function patchesOf(frontEnd: FrontEnd, channels: Float32Array[], pieceSamples = 10_007): Patch[] {
  const patches: Patch[] = [];
  const { length } = channels[0]!;
  for (let at = 0; at < length; at += pieceSamples)
    frontEnd.push(
      channels.map((channel) => channel.subarray(at, at + pieceSamples)),
      (patch) => patches.push(patch),
    );
  frontEnd.finish((patch) => patches.push(patch));
  return patches;
}

function expectGolden(values: Float32Array, bands: number, { frames, mean, rows }: Golden): void {
  expect(values.length).toBe(frames * bands);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - mean)).toBeLessThan(1e-3);
  for (const [frame, expected] of Object.entries(rows)) {
    const actual = values.subarray(Number(frame) * bands, (Number(frame) + 1) * bands);
    const errors = expected.map((value, band) => Math.abs(value - actual[band]!));
    expect(Math.max(...errors)).toBeLessThan(2e-3);
  }
}

const specs = Object.fromEntries(
  (['openl3', 'clap', 'panns-cnn14'] as const).map((name) => [name, knownModels[name].frontEnd]),
);
/** The windows that the golden file holds: of OpenL3 the second, since silence comes before the track. */
const chosen: Record<string, number> = { openl3: 1, clap: 0, 'panns-cnn14': 0 };

test.each(Object.keys(specs))('the front end of %s gives the numbers of librosa', (name) => {
  const spec = specs[name] as LogMelFrontEnd;
  const patches = patchesOf(createFrontEnd(spec), [song(spec.sampleRateHz, 16)]);
  expectGolden(patches[chosen[name]!]!.values, spec.melBands, golden[name]!);
});

test('the front end of musicnn gives the numbers of librosa', async () => {
  const { manifest } = await findModel('musicnn-msd');
  const patches = patchesOf(createFrontEnd(manifest.frontEnd), [song(16_000, 16)]);
  expect(patches).toHaveLength(5);
  expectGolden(patches[0]!.values, 96, golden['musicnn']!);
});

test('the front end of vibenet gives the numbers of librosa, a track of less than 30 s as a whole', () => {
  const patches = patchesOf(createFrontEnd(knownModels.vibenet.frontEnd), [song(16_000, 16)]);
  expect(patches.map(({ length }) => length)).toEqual([golden['vibenet']!.frames]);
  expectGolden(patches[0]!.values, 128, golden['vibenet']!);
});

test.each([1, 777, 1_000_000])('pieces of %d samples make the same patches', async (pieceSamples) => {
  const { manifest } = await findModel('musicnn-msd');
  const mono = song(16_000, 4);
  const [whole] = patchesOf(createFrontEnd(manifest.frontEnd), [mono], mono.length);
  const [pieced] = patchesOf(createFrontEnd(manifest.frontEnd), [mono], pieceSamples);
  expect(pieced).toEqual(whole);
});

test('a front end is the same for its second track as for its first', () => {
  const frontEnd = createFrontEnd(knownModels.openl3.frontEnd);
  const mono = song(48_000, 3);
  const first = patchesOf(frontEnd, [mono]);
  frontEnd.push([mono], () => undefined);
  frontEnd.reset();
  expect(patchesOf(frontEnd, [mono])).toEqual(first);
  expect(first).toHaveLength(4);
});

const windows = (patch: Partial<Extract<FrontEndSpec, { kind: 'waveform' }>['patch']>): FrontEnd =>
  createFrontEnd({
    kind: 'waveform',
    sampleRateHz: 8,
    channels: 1,
    patch: { samples: 8, hopSamples: 8, short: 'silence', rest: 'drop', ...patch },
  });
const rows = (patches: Patch[]): number[][] => patches.map(({ values }) => [...values]);

test('what is left over is dropped or filled up, and a short track is repeated as often as it fits', () => {
  const ten = Float32Array.from({ length: 10 }, (_, i) => i + 1);
  expect(rows(patchesOf(windows({}), [ten], 3))).toEqual([[1, 2, 3, 4, 5, 6, 7, 8]]);
  expect(rows(patchesOf(windows({ rest: 'fill' }), [ten], 3))[1]).toEqual([9, 10, 0, 0, 0, 0, 0, 0]);
  expect(rows(patchesOf(windows({ hopSamples: 4 }), [ten], 3))).toHaveLength(1);
  expect(rows(patchesOf(windows({ hopSamples: 1 }), [ten], 3))[2]).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows(patchesOf(windows({}), [ten.slice(0, 3)]))).toEqual([[1, 2, 3, 0, 0, 0, 0, 0]]);
  expect(rows(patchesOf(windows({ short: 'repeat' }), [ten.slice(0, 3)]))).toEqual([[1, 2, 3, 1, 2, 3, 0, 0]]);
});
