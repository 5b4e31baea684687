import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchModels } from './fetch-models.ts';
import type { ModelManifest } from './manifest.ts';
import { meanModel } from './test-tools.ts';

let folder: string;
const model = Buffer.from('an ONNX file');
const sha256 = createHash('sha256').update(model).digest('hex');
const source = 'https://models.example.org/deep/mood.onnx';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-models-'));
  await writeFile(join(folder, 'musicnn-msd.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true }));

const asked: string[] = [];
const serve = (files: Record<string, string | Uint8Array>) =>
  ((url: string) => {
    asked.push(url);
    const found = files[url];
    return Promise.resolve(
      new Response(found === undefined ? 'no' : (found as string), { status: found === undefined ? 404 : 200 }),
    );
  }) as typeof globalThis.fetch;
const run = (fetch: typeof globalThis.fetch) =>
  fetchModels({
    wanted: [{ name: 'mood', source, sha256 }],
    bundled: folder,
    into: join(folder, 'into'),
    fetch,
    log: () => undefined,
  });
const bundled = JSON.parse(
  readFileSync(new URL('../../../models/musicnn-msd.json', import.meta.url), 'utf8'),
) as ModelManifest;
const manifest = JSON.stringify({ ...bundled, name: 'other', file: 'other.onnx', sha256 });
const whole = { [source]: model, 'https://models.example.org/deep/mood.json': manifest };

test('the bundled models and the wanted ones lie in one folder, and what is there is not fetched again', async () => {
  await run(serve(whole));
  expect((await readdir(join(folder, 'into'))).sort()).toEqual(['mood.json', 'mood.onnx', 'musicnn-msd.json']);
  expect(JSON.parse(await readFile(join(folder, 'into/mood.json'), 'utf8'))).toMatchObject({
    name: 'mood',
    file: 'mood.onnx',
    sha256,
  });
  asked.splice(0);
  await run(serve(whole));
  expect(asked).toEqual(['https://models.example.org/deep/mood.json']);
});

test('another file than the one asked for is never put there', async () => {
  await expect(run(serve({ ...whole, [source]: 'something else' }))).rejects.toThrow(
    /has the SHA-256 [0-9a-f]{64}, not/u,
  );
  await expect(run(serve({ [source]: model }))).rejects.toThrow(/mood\.json answered 404/u);
  await expect(run(serve({ ...whole, 'https://models.example.org/deep/mood.json': '{"sha256":"0"}' }))).rejects.toThrow(
    /is not the manifest/u,
  );
  expect(await readdir(join(folder, 'into'))).not.toContain('mood.json');
});

test('a known model needs no manifest beside it', async () => {
  const input = { name: 'spectrum', shape: ['batch', 1, 1001, 64] };
  const clap = meanModel(input, { name: 'embeds', shape: ['batch', 512] }, { axes: [1, 2], rows: 64 });
  const wanted = { name: 'clap', source, sha256: createHash('sha256').update(clap).digest('hex') };
  await fetchModels({
    wanted: [wanted],
    bundled: folder,
    into: join(folder, 'into'),
    fetch: serve({ [source]: clap }),
    log: () => undefined,
  });
  expect(JSON.parse(await readFile(join(folder, 'into/clap.json'), 'utf8'))).toMatchObject({
    name: 'clap',
    sha256: wanted.sha256,
    input: { name: 'spectrum' },
    outputs: { embeds: { means: 'embedding', length: 512 } },
  });
});
