import { addWeeks } from '@sidetrack/analysis';
import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import { combineWeeks } from '../radar/baseline.ts';
import { weeksBefore } from './listener-weeks.ts';
import type { SpanWeek } from '../radar/baseline.ts';

export interface DatedWeek extends SpanWeek {
  readonly weekStart: string;
}

/** Below these, a difference is more likely chance or a gap in the data than taste. */
const MIN_LISTENS = 20;
const MIN_BASELINE_WEEKS = 8;
const MIN_COVERAGE = 0.5;

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
  const [less, more] = words[change.axis];
  const comparison = change.now > change.then ? more : less;
  return `${opening} ${comparison} than in the ${before.length} weeks before: ${change.axis} ${change.now.toFixed(2)} against ${change.then.toFixed(2)}.`;
}

/**
 * The axis that lies farthest from the weeks before, in units of both uncertainties. None where the 80 % intervals overlap,
 * too few plays are known on either side, or too few weeks went before.
 */
function strongestChange(week: SpanWeek, before: readonly SpanWeek[]): (Change & { axis: AxisName }) | null {
  if (before.length < MIN_BASELINE_WEEKS) return null;
  const baseline = combineWeeks(before);
  const changes = axisNames.flatMap((axis) => {
    const change = changeOf(week.axes[axis] ?? null, baseline.axes[axis]);
    return change === null ? [] : [{ axis, ...change }];
  });
  return changes.toSorted((a, b) => b.strength - a.strength)[0] ?? null;
}

interface Change {
  readonly now: number;
  readonly then: number;
  readonly strength: number;
}

const words: Readonly<Record<AxisName, readonly [less: string, more: string]>> = {
  energy: ['calmer', 'more energetic'],
  valence: ['sadder', 'happier'],
  danceability: ['less danceable', 'more danceable'],
  brightness: ['darker', 'brighter'],
  pumpiness: ['less pumping', 'more pumping'],
  acousticness: ['less acoustic', 'more acoustic'],
  instrumentalness: ['less instrumental', 'more instrumental'],
};

function changeOf(now: AxisSummaryShape | null, then: AxisSummaryShape | null): Change | null {
  if (now === null || then === null || now.coverage < MIN_COVERAGE || then.coverage < MIN_COVERAGE) return null;
  if (now.low <= then.high && then.low <= now.high) return null;
  const widths = now.high - now.low + (then.high - then.low);
  return {
    now: now.mean,
    then: then.mean,
    strength: Math.abs(now.mean - then.mean) / Math.max(widths, Number.EPSILON),
  };
}
