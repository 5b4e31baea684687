import { differenceOf } from './difference.ts';
import { summariseAxis } from './axis-summary.ts';
import type { WeekTrack } from './summary.ts';

const tracks = (value: number, halfWidth = 0.25): WeekTrack[] =>
  Array.from({ length: 12 }, (_, index) => ({
    recordingId: String(index),
    title: 'Title',
    artistCredit: 'Artist',
    artistKey: 'artist',
    artistName: 'Artist',
    plays: 3,
    hasAudio: true,
    scores: { energy: { value, low: value - halfWidth, high: value + halfWidth } },
  }));
const week = (value: number, halfWidth?: number) => summariseAxis(tracks(value, halfWidth), 'energy')!;

test('what one scorer gets wrong alike in both weeks does not hide their difference', () => {
  const [calm, loud] = [week(0.3), week(0.5)];
  expect(calm.high).toBeGreaterThan(loud.low);
  const { difference, deviations } = differenceOf(loud, calm);
  expect(difference).toBeCloseTo(0.2);
  expect(deviations).toBeGreaterThan(2);
});

test('scores that are less sure make the same difference less sure', () => {
  expect(differenceOf(week(0.5, 0.3), week(0.4, 0.3)).deviations).toBeLessThan(
    differenceOf(week(0.5, 0.1), week(0.4, 0.1)).deviations,
  );
});

test('nothing differs from itself', () => {
  expect(differenceOf(week(0.4), week(0.4))).toEqual({ difference: 0, deviations: 0 });
});

test('a week’s own error is no wider than its whole error', () => {
  const summary = week(0.5);
  expect(summary.ownDeviation).toBeGreaterThan(0);
  expect(summary.ownDeviation * 1.2816).toBeLessThan(summary.high - summary.mean);
});
