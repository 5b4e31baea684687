import type { Calendar } from '../data/queries/overview.ts';
import { describeDay, levelNames, monthTotals, summariseCalendar } from './calendar-text.ts';
import { addDays, formatDate, isoWeekOf } from './dates.ts';
import { englishReader } from './readers.fixture.ts';

const calendar: Calendar = {
  from: '2026-10-26',
  to: '2026-11-08',
  today: '2026-11-05',
  counts: [null, null, 3, 0, 12, 1, 1, 5, 0, 7, 2, null, null, null],
  total: 31,
  daysWithListens: 7,
  busiest: { day: '2026-10-30', listens: 12 },
  longestStreak: { from: '2026-10-30', to: '2026-11-02', days: 4 },
  years: [2026],
};

test('says how much on how many days, the day with most and the longest run', () => {
  expect(summariseCalendar(calendar, englishReader)).toBe(
    '31 listens on 7 of 9 days since Wed 28 Oct 2026. Most on Fri 30 Oct 2026: 12. Longest run: 4 days up to Mon 2 Nov 2026.',
  );
  expect(summariseCalendar({ ...calendar, busiest: null, longestStreak: null }, englishReader)).toBe(
    'No listens in this time.',
  );
});

test.each([
  [0, 'Mon 26 Oct 2026: before your first listen'],
  [3, 'Thu 29 Oct 2026: no listens'],
  [5, 'Sat 31 Oct 2026: 1 listen'],
  [10, 'Thu 5 Nov 2026: 2 listens so far'],
  [11, 'Fri 6 Nov 2026: still to come'],
])('day %i is %s', (day, said) => {
  expect(describeDay(calendar, day, englishReader)).toBe(said);
});

test('months are those of which something is known', () => {
  expect(monthTotals(calendar)).toEqual([
    { month: '2026-10', listens: 16, days: 3 },
    { month: '2026-11', listens: 15, days: 4 },
  ]);
});

test('levels are named by what they hold', () => {
  expect(levelNames([3, 4, 9])).toEqual(['1 – 2', '3', '4 – 8', '9 or more']);
  expect(levelNames([])).toEqual(['1 or more']);
});

test.each([
  ['2026-11-16', '2026-W47'],
  ['2026-11-22', '2026-W47'],
  ['2027-01-03', '2026-W53'],
  ['2024-12-30', '2025-W01'],
])('%s lies in %s', (date, week) => {
  expect(isoWeekOf(date)).toBe(week);
});

test('dates step over months and are written with their weekday', () => {
  expect(formatDate(addDays('2026-02-28', 1), englishReader)).toBe('Sun 1 Mar 2026');
});
