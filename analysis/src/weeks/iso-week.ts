const DAY_MS = 86_400_000;

/** A Monday as `YYYY-MM-DD`: how a week is stored and compared (text order is time order). */
export type WeekStart = string;

/** The ISO 8601 name of a week, as `2026-W53`: the year is the one that the week's Thursday lies in. */
export function isoWeekOf(weekStart: WeekStart): string {
  const thursday = new Date(dayNumber(weekStart) * DAY_MS + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7);
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

/** The Monday of an ISO week, or null where the text is no ISO week (`2026-W54`, `2025-W53`, `last week`). */
export function weekStartOfIsoWeek(isoWeek: string): WeekStart | null {
  const parts = /^(\d{4})-W(\d{2})$/.exec(isoWeek);
  if (parts === null) return null;
  const january4 = Date.UTC(Number(parts[1]), 0, 4) / DAY_MS;
  const weekStart = mondayOfDay(january4 + 7 * (Number(parts[2]) - 1));
  return isoWeekOf(weekStart) === isoWeek ? weekStart : null;
}

/** The Monday of the week that holds a calendar date (`YYYY-MM-DD`). */
export function mondayOf(date: string): WeekStart {
  return mondayOfDay(dayNumber(date));
}

/** The Monday so many weeks later (earlier, where negative). */
export function addWeeks(weekStart: WeekStart, weeks: number): WeekStart {
  return dateOfDay(dayNumber(weekStart) + 7 * weeks);
}

/** How many weeks lie between two Mondays; negative where `to` is the earlier one. */
export function weeksBetween(from: WeekStart, to: WeekStart): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / 7);
}

/** Days since 1970-01-01 of a calendar date. Throws RangeError where the text is no date. */
export function dayNumber(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError(`"${date}" is no calendar date. Give one as YYYY-MM-DD.`);
  return at / DAY_MS;
}

function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

// 1970-01-01 was a Thursday, so that day -3 was a Monday.
function mondayOfDay(day: number): WeekStart {
  return dateOfDay(Math.floor((day + 3) / 7) * 7 - 3);
}
