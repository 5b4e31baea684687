import { AXIS_ORDER } from './axes.ts';
import type { Axis } from '../data/types.ts';
import { placeWeeks } from './drift-places.ts';

const nothing = Object.fromEntries(AXIS_ORDER.map((axis) => [axis, null])) as Record<Axis, null>;
const week = (weekStart: string, mean: number | null) => ({
  ...{ isoWeek: weekStart, weekStart, inProgress: false, plays: 1, share: 0.1 },
  axes: { ...nothing, energy: mean === null ? null : { mean, pull: null } },
});
const asked = { axis: 'energy', spanWeeks: 52, now: Date.parse('2026-11-18') } as const;

test('weeks lie by their dates, and gaps of more than eight weeks are not joined', () => {
  const { points, line, ticks } = placeWeeks(
    [week('2025-12-01', 0.3), week('2025-12-08', 0.4), week('2026-02-02', null), week('2026-06-01', 0.5)],
    asked,
  );
  expect(points.map(({ x }) => x)).toEqual([...points.map(({ x }) => x)].sort((one, other) => one - other));
  expect(points[2]?.y).toBeNull();
  expect(line.match(/[ML]/g)).toEqual(['M', 'L', 'M']);
  expect(ticks.map(({ value }) => value)).toEqual([0.3, 0.4, 0.5]);
});

test('an artist first heard last week has room before it', () => {
  const { points, months } = placeWeeks([week('2026-11-16', 0.5)], asked);
  expect(points[0]?.x).toBeGreaterThan(0.9);
  expect(months).toEqual([
    { date: '2026-10-01', x: expect.any(Number) },
    { date: '2026-11-01', x: expect.any(Number) },
  ]);
});
