/** A time as a clock on the wall shows it, in milliseconds as if that clock stood in UTC. */
export type WallTime = number;

/**
 * The instant at which the clocks of a time zone showed this time. Of an hour that came twice it is the first; in an hour that
 * was left out it is as long after midnight as the time says.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  if (before + offsetAt(before, timeZone) === wall) return new Date(before);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  return new Date(after + offsetAt(after, timeZone) === wall ? after : before);
}

/** Whether a name is one of the IANA database, as far as Node knows it. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

const DAY_MS = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

function offsetAt(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const shown = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - whole;
}
