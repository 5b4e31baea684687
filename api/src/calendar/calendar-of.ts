import type { CalendarShape } from '../contract/calendar.ts';
import { daysBetween } from './days.ts';

interface Known {
  from: string;
  to: string;
  today: string;
  /** The day of the first listen of all; null without listens. */
  firstDay: string | null;
  daily: readonly { day: string; listens: number }[];
}

/** A calendar from the days that have listens: a day between them has none, one before the first or after today is not known. */
export function calendarOf({ from, to, today, firstDay, daily }: Known): Omit<CalendarShape, 'years'> {
  const listens = new Map(daily.map((each) => [each.day, each.listens]));
  const days = daysBetween(from, to);
  const isKnown = (day: string) => firstDay !== null && day >= firstDay && day <= today;
  const counts = days.map((day) => (isKnown(day) ? (listens.get(day) ?? 0) : null));
  const busiest = Math.max(0, ...counts.map((count) => count ?? 0));
  return {
    from,
    to,
    today,
    counts,
    total: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    daysWithListens: counts.filter((count) => (count ?? 0) > 0).length,
    busiest: busiest === 0 ? null : { day: days[counts.indexOf(busiest)]!, listens: busiest },
    longestStreak: longestStreak(days, counts),
  };
}

/** The first of the longest runs of days with listens. */
function longestStreak(days: readonly string[], counts: readonly (number | null)[]): CalendarShape['longestStreak'] {
  let best = { from: 0, days: 0 };
  let from = 0;
  for (const [at, count] of counts.entries()) {
    if ((count ?? 0) === 0) from = at + 1;
    else if (at + 1 - from > best.days) best = { from, days: at + 1 - from };
  }
  return best.days === 0 ? null : { from: days[best.from]!, to: days[best.from + best.days - 1]!, days: best.days };
}
