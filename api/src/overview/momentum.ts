import type { SpaceName } from '../contract/primitives.ts';
import type { WeekMomentum } from '../queries/week-momenta.ts';
import { weeksBefore } from './listener-weeks.ts';

/** Below this share of a week's plays a space speaks for too little of them to be preferred. */
export const ENOUGH_COVERAGE = 0.5;

/**
 * The series of momenta that stands for the listener: of their own audio where it covers enough of the newest week that any
 * series has, else of the space that covers most. One space and model, so that its weeks can be compared.
 */
export function chooseMomenta(momenta: readonly WeekMomentum[]): WeekMomentum[] {
  const newest = momenta
    .map(({ weekStart }) => weekStart)
    .toSorted()
    .at(-1);
  const candidates = momenta.filter(({ weekStart }) => weekStart === newest);
  const [best] = candidates.toSorted((a, b) => rank(b) - rank(a) || (a.model < b.model ? -1 : 1));
  return best === undefined ? [] : momenta.filter(({ space, model }) => space === best.space && model === best.model);
}

function rank({ space, coverage }: WeekMomentum): number {
  return (space === 'audio' && coverage >= ENOUGH_COVERAGE ? 1 : 0) + coverage;
}

/** The momentum of one week against the mean of the 26 weeks before it. */
export function momentumOf(
  series: readonly WeekMomentum[],
  weekStart: string,
): { value: number; baseline26Weeks: number | null; space: SpaceName; coverage: number } | null {
  const week = series.find((one) => one.weekStart === weekStart);
  if (week?.momentum === undefined || week.momentum === null) return null;
  const before = weeksBefore(series, weekStart).flatMap(({ momentum }) => (momentum === null ? [] : [momentum]));
  return { value: week.momentum, baseline26Weeks: mean(before), space: week.space, coverage: week.coverage };
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}
