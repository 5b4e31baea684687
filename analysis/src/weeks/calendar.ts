import { addWeeks, dayNumber, mondayOf, type WeekStart } from './iso-week.ts';

const DAY_MS = 86_400_000;

/** From this calendar date on, a listener's weeks are those of this IANA time zone. */
export interface ZoneSince {
  timeZone: string;
  since: string;
}

/** Which week an instant belongs to, and when a week begins and ends, for one listener. */
export interface WeekCalendar {
  /** The Monday of the week that holds this instant. */
  weekStartOf(instant: Date): WeekStart;
  /** The instants from which (inclusive) to which (exclusive) a week lasts: 168 hours, less or more where clocks change. */
  boundsOf(weekStart: WeekStart): { from: Date; to: Date };
}

/**
 * A listener's calendar. `zones` says which time zone held from which date; before the first it is UTC. A week is
 * governed by the zone that holds on its Monday, so that weeks neither overlap nor leave a gap where a listener moves.
 * Daylight-saving changes are those of the IANA data that Node carries. Throws RangeError for an unknown time zone.
 *
 * Look-ups are remembered: the first in a week asks Intl a few times, the next ones are two comparisons.
 */
export function weekCalendar(zones: readonly ZoneSince[]): WeekCalendar {
  const history = zones
    .toSorted((a, b) => (a.since < b.since ? -1 : 1))
    .map((zone) => ({ ...zone, clock: clockOf(zone.timeZone) }));
  const utc = clockOf('UTC');
  const starts = new Map<WeekStart, number>();

  const startOf = (weekStart: WeekStart): number => {
    const known = starts.get(weekStart);
    if (known !== undefined) return known;
    const clock = history.findLast(({ since }) => since <= weekStart)?.clock ?? utc;
    const start = firstInstantOf(weekStart, clock);
    starts.set(weekStart, start);
    return start;
  };

  return {
    weekStartOf(instant) {
      const at = instant.getTime();
      // No zone is more than a day from UTC, so that the right week is this one or a neighbour of it.
      let weekStart = mondayOf(instant.toISOString().slice(0, 10));
      while (at < startOf(weekStart)) weekStart = addWeeks(weekStart, -1);
      while (at >= startOf(addWeeks(weekStart, 1))) weekStart = addWeeks(weekStart, 1);
      return weekStart;
    },
    boundsOf: (weekStart) => ({ from: new Date(startOf(weekStart)), to: new Date(startOf(addWeeks(weekStart, 1))) }),
  };
}

/** Gives the number of days since 1970 that a clock on the wall shows, with the time of day as the fraction. */
type WallClock = (instant: number) => number;

function clockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) / DAY_MS;
  };
}

/** The first instant at which the wall shows this date, found by halving where midnight is skipped or comes twice. */
function firstInstantOf(date: string, wall: WallClock): number {
  const day = dayNumber(date);
  const midnight = day * DAY_MS;
  const guess = midnight - (wall(midnight) - day) * DAY_MS;
  if (wall(guess) === day && wall(guess - 1000) < day) return guess;
  let before = midnight - DAY_MS;
  let after = midnight + DAY_MS;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (wall(middle) >= day) after = middle;
    else before = middle;
  }
  return after;
}
