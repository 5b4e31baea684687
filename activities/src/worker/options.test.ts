import { parseWorkerArguments } from './options.ts';

test('takes the queues it is given, each once', () => {
  expect(parseWorkerArguments(['--queues', 'ingest, sidetrack,ingest', '--lifeline'])).toEqual({
    queues: ['ingest', 'sidetrack'],
    bundlePath: undefined,
    watchStdin: true,
    drainAfterSeconds: undefined,
  });
});

test('serves all queues but that for GPUs where none is named', () => {
  expect(parseWorkerArguments([]).queues).toEqual(['sidetrack', 'ingest', 'extract', 'aggregate']);
});

test('refuses a queue that there is not, with those that there are', () => {
  expect(() => parseWorkerArguments(['--queues', 'extracts'])).toThrow(
    '--queues does not know "extracts". It takes some of sidetrack, ingest, extract, extract-gpu, aggregate, divided by commas.',
  );
});

test('drains after a minute without work, or after as long as it is told', () => {
  const after = (...args: string[]): number | undefined => parseWorkerArguments(args).drainAfterSeconds;
  expect(after('--queues', 'extract-gpu', '--drain')).toBe(60);
  expect(after('--queues', 'extract-gpu', '--drain', '--idle-seconds', '5')).toBe(5);
  expect(() => after('--idle-seconds', '5')).toThrow('give both, or neither');
  expect(() => after('--drain', '--idle-seconds', '0')).toThrow('a whole number above 0');
});
