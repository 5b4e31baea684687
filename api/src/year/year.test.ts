import { farthestWeek } from './farthest-week.ts';
import { monthsOf } from './months.ts';

test('a month is silent, or not there yet', () => {
  const months = monthsOf({ 3: 12, 5: 4 }, { year: 2026, first: '2026-03-09', today: '2026-06-01' });
  expect(months).toEqual([null, null, 12, 0, 4, 0, null, null, null, null, null, null]);
  expect(monthsOf({}, { year: 2025, first: '2024-01-01', today: '2026-06-01' })).toEqual(Array(12).fill(0));
});

const week = (weekStart: string, momentum: number | null) => ({
  space: 'tag' as const,
  model: 'm',
  weekStart,
  momentum,
  coverage: 1,
});

test('the farthest week is a whole one of the year, past the history’s first', () => {
  const momenta = [
    week('2025-12-01', null),
    week('2025-12-08', 9),
    week('2025-12-29', 0.4),
    week('2026-01-05', 0.7),
    week('2026-01-12', 0.7),
    week('2026-01-19', 5),
  ];
  expect(farthestWeek(momenta, { year: 2026, current: '2026-01-19' })).toEqual({ isoWeek: '2026-W02', momentum: 0.7 });
  expect(farthestWeek(momenta, { year: 2025, current: '2026-01-19' })).toBeNull();
  expect(farthestWeek([], { year: 2026, current: '2026-01-19' })).toBeNull();
});
