import { calendarOf } from './calendar-of.ts';

const span = { from: '2026-11-09', to: '2026-11-15', today: '2026-11-14' };

test('a day between listens has none, one before the first or after today is not known', () => {
  const daily = [
    { day: '2026-11-10', listens: 3 },
    { day: '2026-11-12', listens: 7 },
    { day: '2026-11-13', listens: 7 },
  ];
  expect(calendarOf({ ...span, firstDay: '2026-11-10', daily })).toEqual({
    ...span,
    counts: [null, 3, 0, 7, 7, 0, null],
    total: 17,
    daysWithListens: 3,
    busiest: { day: '2026-11-12', listens: 7 },
    longestStreak: { from: '2026-11-12', to: '2026-11-13', days: 2 },
  });
});

test('without listens nothing is known', () => {
  expect(calendarOf({ ...span, firstDay: null, daily: [] })).toMatchObject({
    counts: Array(7).fill(null),
    total: 0,
    busiest: null,
    longestStreak: null,
  });
});

test('a streak that lasts to the end counts', () => {
  const daily = ['2026-11-13', '2026-11-14', '2026-11-15'].map((day) => ({ day, listens: 1 }));
  expect(calendarOf({ ...span, today: '2026-11-20', firstDay: '2020-01-01', daily }).longestStreak).toEqual({
    from: '2026-11-13',
    to: '2026-11-15',
    days: 3,
  });
});
