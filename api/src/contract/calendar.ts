import { defineOperation } from './operation.ts';
import { Count, Day } from './primitives.ts';
import { orNull, z } from './zod.ts';

export const Calendar = z
  .strictObject({
    from: Day.openapi({ description: 'The first day, a Monday where no year was asked for.' }),
    to: Day,
    today: Day,
    counts: z.array(Count.nullable()).max(371).openapi({
      description:
        'Listens of each day from `from` to `to`. null before the first listen there is and after today: nothing is known of those days.',
    }),
    total: Count,
    daysWithListens: Count,
    busiest: orNull(z.strictObject({ day: Day, listens: Count })),
    longestStreak: orNull(
      z.strictObject({ from: Day, to: Day, days: Count }).openapi({ description: 'Most days on end with listens.' }),
    ),
    years: z.array(z.int()).openapi({ description: 'The years in which there may be listens, newest first.' }),
  })
  .openapi('Calendar');
export type CalendarShape = z.infer<typeof Calendar>;

const example: CalendarShape = {
  from: '2026-11-09',
  to: '2026-11-22',
  today: '2026-11-18',
  counts: [12, 9, 0, 21, 14, 3, 18, 7, 16, 18, null, null, null, null],
  total: 118,
  daysWithListens: 9,
  busiest: { day: '2026-11-12', listens: 21 },
  longestStreak: { from: '2026-11-12', to: '2026-11-18', days: 7 },
  years: [2026, 2025, 2024],
};

export const getCalendar = defineOperation({
  operationId: 'getCalendar',
  method: 'get',
  path: '/dashboard/calendar',
  summary: 'Listens day by day over a year',
  description:
    'Days are those of the time zone that held in their week. Without a year: the 53 weeks up to this one, or up to the newest one with listens where all lie further back.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    year: z
      .string()
      .regex(/^(19|20)\d\d$/, 'A year from 1900 to 2099 is expected.')
      .transform(Number)
      .optional()
      .openapi({ type: 'integer', minimum: 1900, maximum: 2099, example: 2026 }),
  }),
  answer: { status: 200, description: 'The calendar.', schema: Calendar, example },
});
