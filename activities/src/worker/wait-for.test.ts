import { createLogger } from '@sidetrack/settings';
import { waitFor } from './wait-for.ts';

function setUp(failures: number) {
  const lines: string[] = [];
  const logger = createLogger({
    name: 'test',
    level: 'info',
    stream: { write: (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg) },
  });
  const stop = new AbortController();
  const pauses: number[] = [];
  let left = failures;
  const attempt = (): Promise<string> =>
    left-- > 0 ? Promise.reject(new Error('connection refused')) : Promise.resolve('here');
  const sleep = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  return { lines, stop, pauses, run: () => waitFor(attempt, { what: 'Temporal', logger, sleep, signal: stop.signal }) };
}

test('says nothing where all is well', async () => {
  const { run, lines } = setUp(0);
  expect(await run()).toBe('here');
  expect(lines).toEqual([]);
});

test('says once that it waits, and once that it need no longer', async () => {
  const { run, lines, pauses } = setUp(8);
  expect(await run()).toBe('here');
  expect(lines).toEqual(['Waiting for Temporal: connection refused', 'Temporal answers.']);
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
});

test('reminds once a minute', async () => {
  const { run, lines } = setUp(40);
  await run();
  expect(lines.filter((line) => line.startsWith('Waiting'))).toHaveLength(3);
});

test('stops when told to', async () => {
  const { run, stop } = setUp(10);
  stop.abort(new Error('stopping'));
  await expect(run()).rejects.toThrow('stopping');
});
