import { addWeeks, mondayOf } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { calendarOf } from '../calendar/calendar-of.ts';
import { addDays } from '../calendar/days.ts';
import { dayIn, zonedWeeks } from '../calendar/zoned-weeks.ts';
import type { CalendarShape } from '../contract/calendar.ts';
import { readDailyListens } from '../queries/daily-listens.ts';
import { readListenExtent } from '../queries/listen-extent.ts';
import { readListener } from '../queries/listener.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

const WEEKS_SHOWN = 53;

export const getCalendar: Handlers['getCalendar'] = ({ scope, query }, deps) => {
  const year = query.year ?? null;
  return cached(deps, scope, { operationId: 'getCalendar', query: { year } }, () =>
    scope.run((tx) => readCalendar(tx, scope.userId, { year, now: deps.now() })),
  );
};

async function readCalendar(
  tx: Sql,
  userId: string,
  { year, now }: { year: number | null; now: Date },
): Promise<CalendarShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const dayOf = dayIn(listener);
  const today = dayOf(now);
  const extent = await readListenExtent(tx, userId);
  const first = extent.first && dayOf(extent.first);
  const latest = extent.latest && dayOf(extent.latest);
  const { from, to } = year === null ? lastYear(today, latest) : { from: `${year}-01-01`, to: `${year}-12-31` };
  const daily = await readDailyListens(tx, userId, zonedWeeks(listener, from, to));
  return { ...calendarOf({ from, to, today, firstDay: first, daily }), years: yearsBetween(first, latest) };
}

/** The weeks up to this one; up to the newest listen where all lie further back. */
function lastYear(today: string, latest: string | null): { from: string; to: string } {
  const current = mondayOf(today);
  const isLongPast = latest !== null && latest < addWeeks(current, 1 - WEEKS_SHOWN);
  const lastWeek = isLongPast ? mondayOf(latest) : current;
  return { from: addWeeks(lastWeek, 1 - WEEKS_SHOWN), to: addDays(lastWeek, 6) };
}

function yearsBetween(first: string | null, latest: string | null): number[] {
  if (first === null || latest === null) return [];
  const newest = Number(latest.slice(0, 4));
  return Array.from({ length: newest - Number(first.slice(0, 4)) + 1 }, (_, n) => newest - n);
}
