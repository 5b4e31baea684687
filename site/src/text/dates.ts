import type { Reader } from './format.ts';

/** An instant as date and time in the listener's zone. */
export function formatInstant(iso: string, reader: Reader): string {
  const moment = inZone(iso, reader.timeZone);
  return `${day(moment, reader)}, ${timeOfDay(moment, reader)}`;
}

/** The day of an instant in the listener's zone: 16 Nov 2026. */
export function formatDay(iso: string, reader: Reader): string {
  return day(inZone(iso, reader.timeZone), reader);
}

/** The seven days of a week from its Monday, a calendar date in no zone: 16 – 22 Nov 2026. */
export function formatWeekDays(weekStart: string, reader: Reader): string {
  const monday = calendarDate(weekStart);
  const sunday = calendarDate(new Date(Date.parse(weekStart) + 6 * DAY_MILLISECONDS).toISOString());
  if (monday.year !== sunday.year) return `${day(monday, reader)} – ${day(sunday, reader)}`;
  if (monday.month !== sunday.month) return `${dayAndMonth(monday, reader)} – ${day(sunday, reader)}`;
  return reader.monthFirst
    ? `${monthName(monday)} ${monday.day} – ${sunday.day}, ${sunday.year}`
    : `${monday.day} – ${day(sunday, reader)}`;
}

/** A calendar date in no zone, with its day of the week: Mon 16 Nov 2026. */
export function formatDate(date: string, reader: Reader): string {
  return `${WEEKDAYS[weekdayOf(date)]} ${day(calendarDate(date), reader)}`;
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The calendar date so many days after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** The ISO week of a calendar date: 2026-W47. Its year is that of the week’s Thursday. */
export function isoWeekOf(date: string): string {
  const thursday = addDays(date, 3 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / DAY_MILLISECONDS / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** "Week 47" of an ISO week such as 2026-W47. */
export function formatWeekNumber(isoWeek: string): string {
  return `Week ${Number(isoWeek.slice(-2))}`;
}

/** Month and year of a calendar date, for the ticks of a chart: Nov ’26. */
export function formatMonth(date: string): string {
  const { year, month } = calendarDate(date);
  return `${MONTHS[month - 1]} ’${String(year).slice(-2)}`;
}

/** How long ago, in the largest unit that fits: just now, 5 minutes ago, yesterday. What lies ahead is just now. */
export function formatAgo(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const unit = AGO_UNITS.find(([, size]) => seconds >= size);
  if (unit === undefined) return 'just now';
  const count = Math.floor(seconds / unit[1]);
  return `${count} ${unit[0]}${count === 1 ? '' : 's'} ago`;
}

const DAY_MILLISECONDS = 86_400_000;
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const AGO_UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

interface Moment extends CalendarDate {
  hour: number;
  minute: number;
}

function calendarDate(iso: string): CalendarDate {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) };
}

/** Only digits are taken of what Intl writes: those are the same everywhere. */
function inZone(iso: string, timeZone: string): Moment {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

function day(date: CalendarDate, reader: Reader): string {
  return `${dayAndMonth(date, reader)}${reader.monthFirst ? ',' : ''} ${date.year}`;
}

function dayAndMonth(date: CalendarDate, { monthFirst }: Reader): string {
  return monthFirst ? `${monthName(date)} ${date.day}` : `${date.day} ${monthName(date)}`;
}

function monthName({ month }: CalendarDate): string {
  return MONTHS[month - 1] ?? '';
}

function timeOfDay({ hour, minute }: Moment, { hour12 }: Reader): string {
  const minutes = String(minute).padStart(2, '0');
  return hour12
    ? `${hour % 12 || 12}:${minutes} ${hour < 12 ? 'am' : 'pm'}`
    : `${String(hour).padStart(2, '0')}:${minutes}`;
}
