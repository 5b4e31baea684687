import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { UnreadableAudioError } from '../audio/index.ts';
import { temporaryFolder } from '../audio/test-tools.ts';
import { PermanentError } from '../errors.ts';
import type { Measurer } from './measurer.ts';
import { createMeasurer, MeasurerLostError } from './measurer.ts';

/** Does what the path says, in the place of the real child. */
const CHILD = `
  let count = 0;
  const kept = [];
  process.on('disconnect', () => process.exit());
  process.on('message', ({ path }) => {
    count++;
    if (path === 'crash') process.kill(process.pid, 'SIGSEGV');
    else if (path === 'exit') process.exit(3);
    else if (path === 'eat') setInterval(() => kept.push(new Float64Array(2 ** 21).fill(1)), 5);
    else if (path === 'unreadable') process.send({ outcome: 'unreadable', path, reason: 'it holds no audio' });
    else if (path === 'no model') process.send({ outcome: 'impossible', reason: 'The model is not installed.' });
    else if (path === 'warn') process.send({ outcome: 'measured', measurement: {}, warnings: ['on the CPU'] });
    else if (path !== 'hang') process.send({ outcome: 'measured', measurement: { pid: process.pid, count } });
  });`;

const folder = temporaryFolder();
const running = new AbortController().signal;
let measurer: Measurer;
const warnings: string[] = [];
const measure = (path: string, signal = running) =>
  measurer.measure(
    { path, options: { excerptSeconds: 0, excerptFrom: 'middle', models: [] } },
    signal,
  ) as Promise<unknown>;

beforeEach(async () => {
  await writeFile(folder.path('child.mjs'), CHILD);
  const limits = { timeoutSeconds: 5, memoryBytes: 400 * 2 ** 20 };
  measurer = createMeasurer({
    entry: pathToFileURL(folder.path('child.mjs')),
    limits,
    warn: (line) => warnings.push(line),
  });
});
afterEach(() => measurer.close());

test('one process measures track after track', async () => {
  const first = (await measure('a')) as { pid: number; count: number };
  expect(await measure('b')).toEqual({ pid: first.pid, count: 2 });
});

test.each([
  ['crash', 'ended its process (SIGSEGV)'],
  ['exit', 'ended its process (exit code 3)'],
])('a track that ends the process by %s is named, and the next one gets a new process', async (path, reason) => {
  await expect(measure(path)).rejects.toThrow(reason);
  await expect(measure(path)).rejects.toThrow(MeasurerLostError);
  expect(await measure('next')).toMatchObject({ count: 1 });
});

test('a track that never ends is given up', async () => {
  await expect(measure('hang')).rejects.toThrow('took longer than 5 s');
  expect(await measure('next')).toMatchObject({ count: 1 });
}, 15_000);

const testOnLinux = process.platform === 'linux' ? test : test.skip;
testOnLinux('a track that eats all memory is given up', async () => {
  await expect(measure('eat')).rejects.toThrow('needed more than 400 MB');
});

test('errors keep their class across the processes', async () => {
  await expect(measure('unreadable')).rejects.toThrow(UnreadableAudioError);
  await expect(measure('no model')).rejects.toThrow(PermanentError);
});

test('an abort ends the work at once', async () => {
  const stop = new AbortController();
  const measuring = measure('hang', stop.signal);
  stop.abort(new Error('the worker stops'));
  await expect(measuring).rejects.toThrow('the worker stops');
});

test('what the process warns of is handed on', async () => {
  await measure('warn');
  expect(warnings).toEqual(['on the CPU']);
});
