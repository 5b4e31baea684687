import fc from 'fast-check';
import { addWeeks } from './iso-week.ts';
import { weekCalendar } from './calendar.ts';

const zone = (timeZone: string) => weekCalendar([{ timeZone, since: '1970-01-01' }]);
const HOUR = 3_600_000;
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / HOUR;

test('a week is 168 hours, an hour less in spring and an hour more in autumn', () => {
  const berlin = zone('Europe/Berlin');
  expect(hours(berlin.boundsOf('2026-03-16'))).toBe(168);
  expect(hours(berlin.boundsOf('2026-03-23'))).toBe(167);
  expect(hours(berlin.boundsOf('2026-10-19'))).toBe(169);
});

test('midnight is the listener’s', () => {
  expect(zone('Asia/Kathmandu').boundsOf('2026-11-16').from.toISOString()).toBe('2026-11-15T18:15:00.000Z');
  expect(zone('America/New_York').weekStartOf(new Date('2026-11-16T04:59:59Z'))).toBe('2026-11-09');
  expect(zone('America/New_York').weekStartOf(new Date('2026-11-16T05:00:00Z'))).toBe('2026-11-16');
});

test.each([
  ['Asia/Beirut', '2022-03-21', 167, 'clocks went from 0:00 to 1:00 on Sunday 27 March 2022'],
  ['Africa/Cairo', '2023-04-24', 167, 'clocks went from 0:00 to 1:00 on Friday 28 April 2023'],
  ['Pacific/Apia', '2011-12-26', 144, 'Friday 30 December 2011 did not happen'],
])('%s, week of %s: %d hours, because %s', (timeZone, weekStart, length) => {
  expect(hours(zone(timeZone).boundsOf(weekStart))).toBe(length);
});

test('a listener who moves has no week twice and no gap', () => {
  const moved = weekCalendar([
    { timeZone: 'Europe/Lisbon', since: '1970-01-01' },
    { timeZone: 'Asia/Tokyo', since: '2026-06-03' },
  ]);
  const before = moved.boundsOf('2026-06-01');
  expect(before.from.toISOString()).toBe('2026-05-31T23:00:00.000Z');
  expect(before.to).toEqual(moved.boundsOf('2026-06-08').from);
  expect(moved.boundsOf('2026-06-08').from.toISOString()).toBe('2026-06-07T15:00:00.000Z');
});

test('before the first known zone the calendar is UTC', () => {
  const calendar = weekCalendar([{ timeZone: 'Asia/Tokyo', since: '2026-01-01' }]);
  expect(calendar.boundsOf('2025-12-01').from.toISOString()).toBe('2025-12-01T00:00:00.000Z');
});

test('every instant lies in the bounds of its week, and weeks join without gaps, in any zone', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'America/Asuncion',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      (timeZone, instant) => {
        const calendar = zone(timeZone);
        const week = calendar.weekStartOf(instant);
        const { from, to } = calendar.boundsOf(week);
        expect(from <= instant && instant < to).toBe(true);
        expect(calendar.boundsOf(addWeeks(week, 1)).from).toEqual(to);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

test('an unknown zone is refused', () => {
  expect(() => zone('Mars/Olympus_Mons')).toThrow(RangeError);
});
