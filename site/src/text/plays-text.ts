import type { TrackPlays } from '../data/queries/tracks.ts';
import { formatDay, formatWeekDays } from './dates.ts';
import { plural } from './format.ts';
import type { Reader } from './format.ts';

/** Plays of some weeks that stand as one bar. */
export interface PlayBar {
  /** Monday of its first week. */
  from: string;
  /** Monday of its last week. */
  to: string;
  plays: number;
}

type PlayedWeek = Pick<TrackPlays['weeks'][number], 'weekStart' | 'plays'>;

const WEEK_MILLISECONDS = 7 * 86_400_000;
/** Few bars would tell little of when: a track heard for the first time last week stands among the weeks before. */
const FEWEST_WEEKS = 12;

/** The weeks from the first play to the current week, as at most so many bars of equal length; bars without plays too. */
export function barsOf(weeks: readonly PlayedWeek[], currentWeek: string, most: number): readonly PlayBar[] {
  const first = weeks[0];
  if (first === undefined) return [];
  const index = (weekStart: string) =>
    Math.round((Date.parse(weekStart) - Date.parse(first.weekStart)) / WEEK_MILLISECONDS);
  const last = Math.max(index(currentWeek), index(weeks.at(-1)?.weekStart ?? currentWeek));
  const span = Math.max(last + 1, FEWEST_WEEKS);
  const each = Math.ceil(span / most);
  const count = Math.ceil(span / each);
  const begin = last - count * each + 1;
  const weekAt = (at: number) =>
    new Date(Date.parse(first.weekStart) + at * WEEK_MILLISECONDS).toISOString().slice(0, 10);
  const bars = Array.from({ length: count }, (_, bar) => ({
    from: weekAt(begin + bar * each),
    to: weekAt(begin + bar * each + each - 1),
    plays: 0,
  }));
  for (const { weekStart, plays } of weeks) {
    const bar = bars[Math.floor((index(weekStart) - begin) / each)];
    if (bar !== undefined) bar.plays += plays;
  }
  return bars;
}

/** The plays in a sentence: how many, since when, when most. */
export function summarisePlays({ total, firstAt, weeks }: TrackPlays, reader: Reader): string {
  if (total === 0 || firstAt === null) return 'You have not played it.';
  const most = weeks.reduce((best, week) => (week.plays > best.plays ? week : best));
  const peak =
    most.plays > 1
      ? ` Most in one week: ${plural(most.plays, 'play', reader)}, ${formatWeekDays(most.weekStart, reader)}.`
      : '';
  return `${plural(total, 'play', reader)} in ${plural(weeks.length, 'week', reader)} since ${formatDay(firstAt, reader)}.${peak}`;
}

/** The weeks of a bar: its days where it is one week, else from its first to its last. */
export function nameBar({ from, to }: PlayBar, reader: Reader): string {
  if (from === to) return formatWeekDays(from, reader);
  const sunday = new Date(Date.parse(to) + 6 * 86_400_000).toISOString();
  const utc = { ...reader, timeZone: 'UTC' };
  return `${formatDay(from, utc)} – ${formatDay(sunday, utc)}`;
}
