import { estimateSecondsLeft } from './progress.ts';

test.each([
  ['no total', { elapsedMs: 1000, doneSince: 5, done: 5, total: null }, null],
  ['nothing done yet', { elapsedMs: 0, doneSince: 0, done: 0, total: 10 }, null],
  ['a steady rate', { elapsedMs: 10_000, doneSince: 20, done: 20, total: 50 }, 15],
  ['a resumed attempt counts its own rate only', { elapsedMs: 10_000, doneSince: 10, done: 90, total: 100 }, 10],
  ['finished', { elapsedMs: 10_000, doneSince: 50, done: 50, total: 50 }, 0],
])('time left with %s', (_, step, seconds) => {
  expect(estimateSecondsLeft(step)).toBe(seconds);
});
