import { differenceOf } from './difference.ts';
import { summariseWeek } from './summary.ts';
import { trackTable, type WeekTrack } from './track-table.ts';

const TRACKS = 12;
const table = (value: number, halfWidth: number) =>
  trackTable(
    Array.from({ length: TRACKS }, (_, index): WeekTrack => ({
      recordingId: String(index).padStart(2, '0'),
      title: 'Title',
      artistCredit: 'Artist',
      artistKey: 'artist',
      artistName: 'Artist',
      hasAudio: true,
      scores: { energy: { value, low: value - halfWidth, high: value + halfWidth } },
      tags: [],
    })),
  );
const played = { tracks: Int32Array.from({ length: TRACKS }, (_, i) => i), plays: new Int32Array(TRACKS).fill(3) };
const week = (value: number, halfWidth = 0.25) => summariseWeek(table(value, halfWidth), played).axes.energy!;

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
