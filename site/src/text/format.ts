/** What every formatted text needs to know of its reader. The server finds both, so that it and the browser write the same. */
export interface Reader {
  /** BCP 47 tag of the reader's language. */
  locale: string;
  /** IANA name of the listener's time zone. */
  timeZone: string;
}

/** Shown wherever a number is not known. A reason stands beside it; it is never 0. */
export const UNKNOWN = '—';

export function formatCount(value: number, { locale }: Reader): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** A value on an axis of 0 to 1, or another small quantity, with a fixed number of decimals. */
export function formatDecimal(value: number | null | undefined, { locale }: Reader, decimals = 2): string {
  if (value === null || value === undefined) return UNKNOWN;
  return new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** With its sign, for differences: +0.12, −0.03. */
export function formatDifference(value: number, { locale }: Reader, decimals = 2): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'exceptZero',
  }).format(value);
}

/**
 * A share of 0 to 1 in whole per cent. What is nearly nothing or nearly all is not rounded to nothing or all: <1 %, >99 %.
 */
export function formatShare(share: number | null | undefined, { locale }: Reader): string {
  if (share === null || share === undefined) return UNKNOWN;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  if (share > 0 && share < 0.01) return `<${percent.format(0.01)}`;
  if (share > 0.99 && share < 1) return `>${percent.format(0.99)}`;
  return percent.format(share);
}

/** An instant as date and time in the listener's zone. */
export function formatInstant(iso: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso));
}

export function formatDay(iso: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(iso));
}

export function formatTimeOfDay(iso: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(iso));
}

/** The seven days of a week from its Monday (a calendar date, in no zone): "Nov 16 – 22, 2026". */
export function formatWeekDays(weekStart: string, { locale }: Reader): string {
  const monday = calendarDate(weekStart);
  const sunday = new Date(monday.getTime() + 6 * DAY_MILLISECONDS);
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.formatRange(monday, sunday);
}

/** "Week 47" of an ISO week such as 2026-W47. */
export function formatWeekNumber(isoWeek: string): string {
  return `Week ${Number(isoWeek.slice(-2))}`;
}

/** Day and month of a calendar date, for the ticks of a chart. */
export function formatTick(date: string, { locale }: Reader): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(calendarDate(date));
}

export function formatMonth(date: string, { locale }: Reader): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(calendarDate(date));
}

/** How long ago or how far ahead, in the largest unit that fits: "5 minutes ago", "in 2 hours". */
export function formatRelative(iso: string, now: number, { locale }: Reader): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of RELATIVE_UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(0, 'second');
}

/** Time left, rounded as one would say it: "12 s", "3 min", "1 h 20 min". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** "1 listen", "2 listens": English nouns whose plural is an s. */
export function plural(count: number, noun: string, reader: Reader): string {
  return `${formatCount(count, reader)} ${noun}${count === 1 ? '' : 's'}`;
}

const DAY_MILLISECONDS = 86_400_000;
const RELATIVE_UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function calendarDate(date: string): Date {
  return new Date(`${date.slice(0, 10)}T00:00:00Z`);
}
