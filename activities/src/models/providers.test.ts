import { expect, test } from '@jest/globals';
import { loadModel } from './load-model.ts';
import type { OnnxRuntime, Provider } from './providers.ts';
import { loadRuntime, openFirst, providerFacts, providersToTry } from './providers.ts';

const withCuda = { listed: ['cpu', 'cuda'], hasCudaLibrary: true };
const without = { listed: ['cpu'], hasCudaLibrary: false };

test('auto is CUDA where its library is; a forced provider is tried first anywhere', () => {
  expect(providersToTry('auto', withCuda)).toEqual(['cuda', 'cpu']);
  expect(providersToTry('auto', { ...withCuda, hasCudaLibrary: false })).toEqual(['cpu']);
  expect(providersToTry('auto', without)).toEqual(['cpu']);
  expect(providersToTry('cpu', withCuda)).toEqual(['cpu']);
  expect(providersToTry('cuda', without)).toEqual(['cuda', 'cpu']);
});

test('the first provider that opens is taken, and why the one before does not', async () => {
  const tried: Provider[] = [];
  const open = (fails: readonly Provider[]) => (provider: Provider) => {
    tried.push(provider);
    return fails.includes(provider) ? Promise.reject(new Error('no driver.\nat line 1')) : Promise.resolve(provider);
  };
  expect(await openFirst(['cuda', 'cpu'], open([]))).toEqual({ session: 'cuda', provider: 'cuda', fallback: null });
  expect(await openFirst(['cuda', 'cpu'], open(['cuda']))).toMatchObject({
    provider: 'cpu',
    fallback: 'CUDA cannot be used (no driver); models run on the CPU.',
  });
  await expect(openFirst(['cuda', 'cpu'], open(['cuda', 'cpu']))).rejects.toThrow('no driver');
  expect(tried).toEqual(['cuda', 'cuda', 'cpu', 'cuda', 'cpu']);
});

/** This machine's ONNX Runtime, unless it brings CUDA along: then it does not fail. */
const runtime: OnnxRuntime = await loadRuntime();
const onCpuBuild = providerFacts(runtime).hasCudaLibrary ? test.skip : test;

onCpuBuild('a build without CUDA runs a model that was to run there on the CPU, with one warning', async () => {
  const warnings: string[] = [];
  const options = { provider: 'cuda', warn: (message: string) => void warnings.push(message) } as const;
  const model = await loadModel('musicnn-msd', options);
  await loadModel('musicnn-mtt', options);
  expect(model.provider).toBe('cpu');
  expect(warnings).toEqual([expect.stringMatching(/^CUDA cannot be used \(.+\); models run on the CPU\.$/u)]);
  const run = model.start();
  await run.push(new Float32Array(16_000));
  expect((await run.finish()).embedding).toHaveLength(200);
});
