import { formatAgo, formatDay, formatInstant, formatMonth, formatWeekDays, formatWeekNumber } from './dates.ts';
import { americanReader, englishReader, germanReader } from './readers.fixture.ts';

test('an instant is written in the zone of the listener, also across midnight and daylight saving', () => {
  expect(formatInstant('2026-11-18T23:30:00.000Z', germanReader)).toBe('19 Nov 2026, 00:30');
  expect(formatInstant('2026-07-18T23:30:00.000Z', germanReader)).toBe('19 Jul 2026, 01:30');
  expect(formatInstant('2026-11-18T17:05:00.000Z', americanReader)).toBe('Nov 18, 2026, 12:05 pm');
  expect(formatInstant('2026-11-18T05:05:00.000Z', americanReader)).toBe('Nov 18, 2026, 12:05 am');
  expect(formatDay('2026-11-18T02:00:00.000Z', americanReader)).toBe('Nov 17, 2026');
});

test('a week is written as briefly as its months and years allow', () => {
  expect(formatWeekDays('2026-11-16', englishReader)).toBe('16 – 22 Nov 2026');
  expect(formatWeekDays('2026-11-16', americanReader)).toBe('Nov 16 – 22, 2026');
  expect(formatWeekDays('2026-11-30', englishReader)).toBe('30 Nov – 6 Dec 2026');
  expect(formatWeekDays('2026-12-28', englishReader)).toBe('28 Dec 2026 – 3 Jan 2027');
});

test('weeks and months have short names', () => {
  expect(formatWeekNumber('2026-W07')).toBe('Week 7');
  expect(formatMonth('2026-02-02')).toBe('Feb ’26');
});

test('how long ago, in the largest unit that fits', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const ago = (seconds: number) => formatAgo(new Date(now - seconds * 1000).toISOString(), now);
  expect([-5, 30, 60, 7300, 90_000, 40 * 86_400, 800 * 86_400].map(ago)).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '2 hours ago',
    '1 day ago',
    '1 month ago',
    '2 years ago',
  ]);
});
