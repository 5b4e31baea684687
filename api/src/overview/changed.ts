import { addWeeks, differenceOf } from '@sidetrack/analysis';
import { axisWords } from '../change/axis-words.ts';
import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import { combineWeeks } from '../radar/baseline.ts';
import { weeksBefore } from './listener-weeks.ts';
import type { AlertShape } from '../contract/alerts.ts';
import type { SpanWeek } from '../radar/baseline.ts';

export interface DatedWeek extends SpanWeek {
  readonly weekStart: string;
}

/** An alert is what changed as long as its week is one of so many newest. */
const FRESH_WEEKS = 3;

/** The sentence of the newest alert that is fresh; null where there is none. `alerts` come newest first. */
export function freshAlert(alerts: readonly Pick<AlertShape, 'found' | 'sentence'>[], current: string): string | null {
  const from = addWeeks(current, 1 - FRESH_WEEKS);
  return alerts.find(({ found }) => found.weekStart >= from)?.sentence ?? null;
}

/** Below these, a difference is more likely chance or a gap in the data than taste. */
const MIN_LISTENS = 20;
const MIN_BASELINE_WEEKS = 8;
const MIN_COVERAGE = 0.5;
/** Two-sided 99 %: the sentence takes the strongest of seven axes, one of which is often beyond 95 % by chance. */
const MIN_DEVIATIONS = 2.576;

/**
 * One sentence on what is different this week, or, while this week is too young to tell, last week. `weeks` are all there
 * are, oldest first; `current` is the Monday of the running one. Null where nothing can be said with confidence.
 */
export function describeChange(weeks: readonly DatedWeek[], current: string): string | null {
  const last = addWeeks(current, -1);
  const week = weeks.findLast(
    ({ weekStart, listens }) => weekStart >= last && weekStart <= current && listens >= MIN_LISTENS,
  );
  if (week === undefined) return null;
  const before = weeksBefore(weeks, week.weekStart);
  const change = strongestChange(week, before);
  if (change === null) return null;
  const opening = week.weekStart === current ? 'So far this week your music is' : 'Last week your music was';
  const [less, more] = axisWords[change.axis];
  const comparison = change.now > change.then ? more : less;
  return `${opening} ${comparison} than in the ${before.length} weeks before: ${change.axis} ${change.now.toFixed(2)} against ${change.then.toFixed(2)}.`;
}

/**
 * The axis that lies farthest from the weeks before, by the errors that the two do not share. None where that could be
 * chance, where it is no more than this listener's weeks usually differ, where too few plays are known on either side, or
 * where too few weeks went before.
 */
function strongestChange(week: SpanWeek, before: readonly SpanWeek[]): (Change & { axis: AxisName }) | null {
  if (before.length < MIN_BASELINE_WEEKS) return null;
  const baseline = combineWeeks(before);
  const changes = axisNames.flatMap((axis) => {
    const usual = usualDeviation(before.map((one) => one.axes[axis] ?? null));
    const change = changeOf({ now: week.axes[axis] ?? null, then: baseline.axes[axis], usual });
    return change === null ? [] : [{ axis, ...change }];
  });
  return changes.toSorted((a, b) => b.strength - a.strength)[0] ?? null;
}

interface Change {
  readonly now: number;
  readonly then: number;
  readonly strength: number;
}

interface Sides {
  readonly now: AxisSummaryShape | null;
  readonly then: AxisSummaryShape | null;
  readonly usual: number;
}

function changeOf({ now, then, usual }: Sides): Change | null {
  if (now === null || then === null || now.coverage < MIN_COVERAGE || then.coverage < MIN_COVERAGE) return null;
  const { difference, deviations } = differenceOf(now, then);
  if (deviations < MIN_DEVIATIONS || Math.abs(difference) <= usual) return null;
  return { now: now.mean, then: then.mean, strength: deviations };
}

/** The standard deviation of the weeks' means. */
function usualDeviation(weeks: readonly (AxisSummaryShape | null)[]): number {
  const means = weeks.flatMap((week) => week?.mean ?? []);
  if (means.length === 0) return 0;
  const centre = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  return Math.sqrt(means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / means.length);
}
