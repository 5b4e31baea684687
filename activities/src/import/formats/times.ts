import { instantOf } from './wall-clock.ts';
import type { WallTime } from './wall-clock.ts';

/** A time as a file tells it. */
export type ToldTime =
  | { readonly at: Date; readonly resolutionSeconds: number }
  /** Without a time zone. */
  | { readonly wall: WallTime; readonly resolutionSeconds: number };

/** A time in one of the ways in which exports write it, or null for what cannot be read in one way alone (03/04/2020). */
export function readTime(text: string): ToldTime | null {
  const told = text.trim();
  // Eight digits are a day.
  if (/^(\d{1,7}|\d{9,10})$/.test(told)) return { at: new Date(Number(told) * 1000), resolutionSeconds: 1 };
  if (/^\d{12,13}$/.test(told)) return { at: wholeSeconds(Number(told)), resolutionSeconds: 1 };
  const iso = ISO.exec(told);
  if (iso !== null) return isoTime(iso);
  const words = WORDS.exec(told);
  if (words === null) return null;
  const [, day, month, year, hour, minute, second] = words;
  const number = MONTHS.indexOf(month!.slice(0, 3).toLowerCase());
  return number === -1 ? null : wallTime([year, number + 1, day, hour, minute, second]);
}

/** The moment of a time, its zone given where it has none; null where there is none to give. */
export function momentOf(told: ToldTime, timeZone: string | null): Date | null {
  if ('at' in told) return told.at;
  return timeZone === null ? null : instantOf(told.wall, timeZone);
}

/** To the second: what is finer would make one play two where a source tells it more coarsely. */
export function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}

// 2020-04-11T00:27:53Z, 2020-04-11 00:27, with offset or UTC after it
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
// 19 Aug 2026 20:48, 17 May 2026, 12:54
const WORDS = /^(\d{1,2}) ([a-z]{3,9})\.? (\d{4}),? +(\d{1,2}):(\d{2})(?::(\d{2}))?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isoTime([, year, month, day, hour, minute, second, zone]: RegExpExecArray): ToldTime | null {
  const wall = wallTime([year, month, day, hour, minute, second]);
  if (wall === null || zone === undefined) return wall;
  return { at: new Date(wall.wall - offsetOf(zone)), resolutionSeconds: wall.resolutionSeconds };
}

function offsetOf(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

type Parts = readonly (string | number | undefined)[];

/** Null for a day or an hour that no calendar has. */
function wallTime([year, month, day, hour, minute, second]: Parts) {
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  );
  const date = new Date(wall);
  const isReal =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hour) &&
    date.getUTCMinutes() === Number(minute);
  return isReal ? { wall, resolutionSeconds: second === undefined ? 60 : 1 } : null;
}
