import { addWeeks, isoWeekOf } from '@sidetrack/analysis';
import type { WeekMomentum } from '../queries/week-momenta.ts';
import { chooseMomenta } from '../overview/momentum.ts';

/** Momentum needs weeks before it to mean anything: the first four of a history move far from nothing. */
const SETTLING_WEEKS = 4;

/** The whole week of a year in which taste moved farthest; null where none has a momentum. `current` is the running week. */
export function farthestWeek(
  momenta: readonly WeekMomentum[],
  { year, current }: { year: number; current: string },
): { isoWeek: string; momentum: number } | null {
  const series = chooseMomenta(momenta);
  const first = series.map(({ weekStart }) => weekStart).toSorted()[0];
  if (first === undefined) return null;
  const settled = addWeeks(first, SETTLING_WEEKS);
  const [best] = series
    .flatMap(({ weekStart, momentum }) => {
      const isoWeek = isoWeekOf(weekStart);
      const counts = weekStart >= settled && weekStart < current && isoWeek.startsWith(`${year}-`);
      return momentum !== null && counts ? [{ isoWeek, momentum }] : [];
    })
    .toSorted((a, b) => b.momentum - a.momentum || (a.isoWeek < b.isoWeek ? -1 : 1));
  return best ?? null;
}
