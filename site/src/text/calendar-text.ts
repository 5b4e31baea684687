import type { Calendar } from '../data/queries/overview.ts';
import { addDays, formatDate } from './dates.ts';
import { formatCount, plural } from './format.ts';
import type { Reader } from './format.ts';

/** The calendar in a sentence or three: how much on how many days, the day with most, the longest run. */
export function summariseCalendar({ counts, from, ...calendar }: Calendar, reader: Reader): string {
  const { total, daysWithListens, busiest, longestStreak } = calendar;
  const known = counts.findIndex((count) => count !== null);
  if (busiest === null || longestStreak === null || known === -1) return 'No listens in this time.';
  const days = counts.filter((count) => count !== null).length;
  const sentences = [
    `${plural(total, 'listen', reader)} on ${formatCount(daysWithListens, reader)} of ${plural(days, 'day', reader)} since ${formatDate(addDays(from, known), reader)}.`,
    `Most on ${formatDate(busiest.day, reader)}: ${formatCount(busiest.listens, reader)}.`,
    longestStreak.days < 2
      ? ''
      : `Longest run: ${plural(longestStreak.days, 'day', reader)} up to ${formatDate(longestStreak.to, reader)}.`,
  ];
  return sentences.join(' ').trim();
}

/** What is known of one day. */
export function describeDay({ from, counts, today }: Calendar, day: number, reader: Reader): string {
  const date = addDays(from, day);
  const count = counts[day] ?? null;
  const said =
    count === null
      ? date > today
        ? 'still to come'
        : 'before your first listen'
      : `${count === 0 ? 'no listens' : plural(count, 'listen', reader)}${date === today ? ' so far' : ''}`;
  return `${formatDate(date, reader)}: ${said}`;
}

/** Listens by month, oldest first, of the months of which anything is known. */
export function monthTotals({ from, counts }: Calendar): readonly { month: string; listens: number; days: number }[] {
  const months = new Map<string, { listens: number; days: number }>();
  for (const [day, count] of counts.entries()) {
    if (count === null) continue;
    const month = addDays(from, day).slice(0, 7);
    const { listens, days } = months.get(month) ?? { listens: 0, days: 0 };
    months.set(month, { listens: listens + count, days: days + (count > 0 ? 1 : 0) });
  }
  return [...months].map(([month, totals]) => ({ month, ...totals }));
}

/** The counts that each level of the calendar stands for: "1 – 8", "9 or more". */
export function levelNames(bounds: readonly number[]): readonly string[] {
  const starts = [1, ...bounds];
  return starts.map((start, at) => {
    const next = starts[at + 1];
    if (next === undefined) return start === 1 ? '1 or more' : `${start} or more`;
    return next - 1 === start ? String(start) : `${start} – ${next - 1}`;
  });
}
