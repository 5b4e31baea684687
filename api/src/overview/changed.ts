import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import { combineWeeks } from '../radar/baseline.ts';
import type { SpanWeek } from '../radar/baseline.ts';

export interface ComparedWeek extends SpanWeek {
  readonly inProgress: boolean;
}

/** Below these, a difference is more likely chance or a gap in the data than taste. */
const MIN_LISTENS = 20;
const MIN_BASELINE_WEEKS = 8;
const MIN_COVERAGE = 0.5;

/**
 * One sentence on what is different this week: the axis that lies farthest from the weeks before, in units of both
 * uncertainties. Null where nothing can be said: the 80 % intervals overlap, too few plays are known on either side, or too
 * few weeks went before.
 */
export function describeChange(week: ComparedWeek, before: readonly SpanWeek[]): string | null {
  if (week.listens < MIN_LISTENS || before.length < MIN_BASELINE_WEEKS) return null;
  const baseline = combineWeeks(before);
  const changes = axisNames.flatMap((axis) => {
    const change = changeOf(week.axes[axis] ?? null, baseline.axes[axis]);
    return change === null ? [] : [{ axis, ...change }];
  });
  const [strongest] = changes.sort((a, b) => b.strength - a.strength);
  if (strongest === undefined) return null;
  const { axis, now, then } = strongest;
  const opening = week.inProgress ? 'So far this week your music is' : 'This week your music was';
  const [less, more] = words[axis];
  return `${opening} ${now > then ? more : less} than in the ${before.length} weeks before: ${axis} ${now.toFixed(2)} against ${then.toFixed(2)}.`;
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

function changeOf(
  now: AxisSummaryShape | null,
  then: AxisSummaryShape | null,
): { now: number; then: number; strength: number } | null {
  if (now === null || then === null || now.coverage < MIN_COVERAGE || then.coverage < MIN_COVERAGE) return null;
  if (now.low <= then.high && then.low <= now.high) return null;
  const widths = now.high - now.low + (then.high - then.low);
  return {
    now: now.mean,
    then: then.mean,
    strength: Math.abs(now.mean - then.mean) / Math.max(widths, Number.EPSILON),
  };
}
