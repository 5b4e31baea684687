import { addWeeks, isoWeekOf, weekCalendar } from '@sidetrack/analysis';
import type { Listener } from '../queries/listener.ts';

/** How many weeks a baseline looks back. */
export const BASELINE_WEEKS = 26;

export interface ListenerWeeks {
  /** Monday of the week that is running now in the listener's time zone. */
  readonly current: string;
  /** The two newest weeks as instants. */
  readonly bounds: { readonly lastFrom: Date; readonly from: Date; readonly to: Date };
  boundsOf(weekStart: string): { from: Date; to: Date };
  weekStartOf(instant: Date): string;
}

export function listenerWeeks({ timeZones }: Pick<Listener, 'timeZones'>, now: Date): ListenerWeeks {
  const calendar = weekCalendar(timeZones);
  const current = calendar.weekStartOf(now);
  const { from, to } = calendar.boundsOf(current);
  return {
    current,
    bounds: { lastFrom: calendar.boundsOf(addWeeks(current, -1)).from, from, to },
    boundsOf: (weekStart) => calendar.boundsOf(weekStart),
    weekStartOf: (instant) => calendar.weekStartOf(instant),
  };
}

/** A week as answers name it. */
export function namedWeek(
  weekStart: string,
  current: string,
): { isoWeek: string; weekStart: string; inProgress: boolean } {
  return { isoWeek: isoWeekOf(weekStart), weekStart, inProgress: weekStart >= current };
}

/** The weeks with listens among the 26 before one. */
export function weeksBefore<W extends { weekStart: string }>(weeks: readonly W[], weekStart: string): W[] {
  const first = addWeeks(weekStart, -BASELINE_WEEKS);
  return weeks.filter((week) => week.weekStart >= first && week.weekStart < weekStart);
}
