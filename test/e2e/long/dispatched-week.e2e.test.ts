import { simulate } from '../../src/dispatch/simulate.ts';

/** No server: the dispatcher's own choice over simulated services. An hour's crowd, and what it brings takes days. */
test('1,000 listeners come within an hour: for a week every play arrives, and no limit is broken', () => {
  const outcome = simulate({
    seed: 11,
    listeners: 1000,
    lastfmShare: 0.2,
    days: 7,
    joinWithinDays: 1 / 24,
    intervalSeconds: 60,
    withHistory: true,
  });
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  expect(outcome).toMatchObject({ lost: 0, forgotten: 0, breaches: 0 });
  expect(outcome.plays).toBeGreaterThan(100_000);
  expect(outcome.firstPageSeconds.p99).toBeLessThan(60);
  expect(outcome.historySeconds.p99).toBeLessThan(Infinity);
}, 900_000);
