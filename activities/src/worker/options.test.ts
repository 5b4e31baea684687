import { parseWorkerArguments } from './options.ts';

test('takes the queues it is given, each once', () => {
  expect(parseWorkerArguments(['--queues', 'ingest, sidetrack,ingest', '--lifeline'])).toEqual({
    queues: ['ingest', 'sidetrack'],
    bundlePath: undefined,
    watchStdin: true,
  });
});

test('serves all queues where none is named', () => {
  expect(parseWorkerArguments([]).queues).toEqual(['sidetrack', 'ingest', 'extract', 'aggregate']);
});

test('refuses a queue that there is not, with those that there are', () => {
  expect(() => parseWorkerArguments(['--queues', 'extracts'])).toThrow(
    '--queues does not know "extracts". It takes some of sidetrack, ingest, extract, aggregate, divided by commas.',
  );
});
