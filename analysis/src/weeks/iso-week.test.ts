import fc from 'fast-check';
import { addWeeks, isoWeekOf, mondayOf, weeksBetween, weekStartOfIsoWeek } from './iso-week.ts';

test.each([
  ['2026-12-28', '2026-W53'],
  ['2021-01-01', '2020-W53'],
  ['2025-12-29', '2026-W01'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
  ['2026-11-16', '2026-W47'],
  ['1970-01-01', '1970-W01'],
])('%s lies in %s', (date, isoWeek) => {
  expect(isoWeekOf(mondayOf(date))).toBe(isoWeek);
  expect(weekStartOfIsoWeek(isoWeek)).toBe(mondayOf(date));
});

test.each(['2025-W53', '2026-W54', '2026-W00', '2026-47', 'last week', ''])('"%s" is no week', (text) => {
  expect(weekStartOfIsoWeek(text)).toBeNull();
});

test('dates and weeks go both ways, and weeks count by sevens', () => {
  const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: -2000, max: 2000 }), (date, weeks) => {
      const monday = mondayOf(date.toISOString().slice(0, 10));
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect(weekStartOfIsoWeek(isoWeekOf(monday))).toBe(monday);
      expect(weeksBetween(monday, addWeeks(monday, weeks))).toBe(weeks);
    }),
    { seed: 1 },
  );
});

test('what is no date is refused with a sentence', () => {
  expect(() => mondayOf('someday')).toThrow('"someday" is no calendar date. Give one as YYYY-MM-DD.');
});
