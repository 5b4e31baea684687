import { addDays, MONTHS, weekdayOf } from '../text/dates.ts';

/** The calendar's grid in its own units: a column a week, a row a weekday, room for names above and to the left. */
export const GRID = { pitch: 16, cell: 13, left: 32, top: 20 } as const;
export const LEVELS = 4;

export interface CalendarGrid {
  width: number;
  height: number;
  /** Where a month begins, as far apart as its names have room. */
  months: readonly { name: string; x: number }[];
}

/** The size of a calendar of so many days from a date, and the names above it. */
export function calendarGrid(from: string, days: number): CalendarGrid {
  const columns = Math.ceil((weekdayOf(from) + days) / 7);
  const firsts = Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((date, day) =>
    date.endsWith('-01') ? [{ name: MONTHS[Number(date.slice(5, 7)) - 1]!, x: cellAt(from, day).x }] : [],
  );
  return { width: GRID.left + columns * GRID.pitch, height: GRID.top + 7 * GRID.pitch, months: firsts };
}

/** The upper left corner of a day's cell. */
export function cellAt(from: string, day: number): { x: number; y: number } {
  const place = weekdayOf(from) + day;
  return { x: GRID.left + Math.floor(place / 7) * GRID.pitch, y: GRID.top + (place % 7) * GRID.pitch };
}

/** The day whose cell lies at a point, if one does. */
export function dayAt(from: string, days: number, { x, y }: { x: number; y: number }): number | null {
  const column = Math.floor((x - GRID.left) / GRID.pitch);
  const row = Math.floor((y - GRID.top) / GRID.pitch);
  const day = column * 7 + row - weekdayOf(from);
  return row >= 0 && row < 7 && day >= 0 && day < days ? day : null;
}

/** The counts at which the levels 2, 3 and 4 begin: quartiles of the days that have any, so that every listener sees their own range. */
export function levelBounds(counts: readonly (number | null)[]): readonly number[] {
  const some = counts.filter((count): count is number => count !== null && count > 0).toSorted((a, b) => a - b);
  const quartiles = [0.25, 0.5, 0.75].map((share) => some[Math.floor(share * some.length)] ?? 0);
  return [...new Set(quartiles)].filter((bound) => bound > 1);
}

/** 0 for none, then 1 and one more for each bound that is reached; the highest bound reached counts as the highest level. */
export function levelOf(count: number, bounds: readonly number[]): number {
  if (count === 0) return 0;
  return LEVELS - bounds.filter((bound) => count < bound).length;
}

/** One path a level, each a square a day: few elements for a year. Days that are not known are in none. */
export function levelPaths(from: string, counts: readonly (number | null)[]): readonly string[] {
  const bounds = levelBounds(counts);
  const paths = Array.from({ length: LEVELS + 1 }, () => '');
  for (const [day, count] of counts.entries()) {
    if (count === null) continue;
    const level = levelOf(count, bounds);
    paths[level] = (paths[level] ?? '') + square(cellAt(from, day));
  }
  return paths;
}

/** A unit smaller on each side: the round line around it makes the corners. */
function square({ x, y }: { x: number; y: number }): string {
  const side = GRID.cell - 2;
  return `M${x + 1} ${y + 1}h${side}v${side}h-${side}z`;
}
