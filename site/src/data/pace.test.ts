import { secondsLeft, withSample } from './pace.ts';
import type { PendingSample } from './pace.ts';

const nothing = { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 };
const samples = (...counts: readonly (readonly [seconds: number, extract: number])[]): PendingSample[] =>
  counts.map(([seconds, extract]) => ({ at: seconds * 1000, pending: { ...nothing, extract } }));

test('time left is what is left at the pace so far', () => {
  expect(secondsLeft(samples([0, 20], [5, 15], [10, 10]), 'extract')).toBe(10);
});

test('the pace begins anew when work is added', () => {
  expect(secondsLeft(samples([0, 5], [10, 1], [20, 101], [30, 51]), 'extract')).toBeCloseTo(10.2);
});

test('no pace is made up: nothing gone, nothing known, too short', () => {
  expect(secondsLeft([], 'extract')).toBeNull();
  expect(secondsLeft(samples([0, 20]), 'extract')).toBeNull();
  expect(secondsLeft(samples([0, 20], [60, 20]), 'extract')).toBeNull();
  expect(secondsLeft(samples([0, 20], [1, 10]), 'extract')).toBeNull();
});

test('old samples are dropped', () => {
  const kept = withSample(samples([0, 20], [60, 15]), { at: 100_000, pending: nothing });
  expect(kept.map(({ at }) => at)).toEqual([60_000, 100_000]);
});
