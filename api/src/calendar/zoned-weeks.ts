import { addWeeks, mondayOf, weekCalendar } from '@sidetrack/analysis';
import type { ZonedSpan } from '../queries/daily-listens.ts';
import type { Listener } from '../queries/listener.ts';

/** The weeks that hold the days from one to another, as instants, each with the zone that holds in it. */
export function zonedWeeks({ timeZones }: Pick<Listener, 'timeZones'>, from: string, to: string): ZonedSpan[] {
  const calendar = weekCalendar(timeZones);
  const spans: ZonedSpan[] = [];
  for (let week = mondayOf(from); week <= to; week = addWeeks(week, 1)) {
    spans.push({ ...calendar.boundsOf(week), timeZone: zoneOf(timeZones, week) });
  }
  return spans;
}

/** Gives the listener's day of an instant, as YYYY-MM-DD. */
export function dayIn({ timeZones }: Pick<Listener, 'timeZones'>): (instant: Date) => string {
  const calendar = weekCalendar(timeZones);
  return (instant) => {
    const timeZone = zoneOf(timeZones, calendar.weekStartOf(instant));
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return parts.format(instant);
  };
}

function zoneOf(zones: Listener['timeZones'], weekStart: string): string {
  return zones.findLast(({ since }) => since <= weekStart)?.timeZone ?? 'UTC';
}
