import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';

/** What a week contributes to a longer span. */
export interface SpanWeek {
  readonly listens: number;
  readonly scoreCoverage: number;
  readonly axes: Readonly<Partial<Record<AxisName, AxisSummaryShape | null>>>;
}

export interface Span {
  readonly listens: number;
  /** Share of the plays that have scores. */
  readonly coverage: number;
  readonly axes: Record<AxisName, AxisSummaryShape | null>;
}

/** Several weeks as one, every play counting alike. */
export function combineWeeks(weeks: readonly SpanWeek[]): Span {
  const listens = sum(weeks.map((week) => week.listens));
  return {
    listens,
    coverage: listens === 0 ? 0 : sum(weeks.map((week) => week.listens * week.scoreCoverage)) / listens,
    axes: Object.fromEntries(axisNames.map((axis) => [axis, combineAxis(weeks, axis)])) as Span['axes'],
  };
}

/**
 * The mean of all scored plays, their standard deviation (within weeks and between them), and an interval as wide as the
 * weeks' own, weighted: the error of a score is mostly the scorer's and the same in every week, so that it does not shrink
 * with their number. Nor does a week's own error here, since weeks share tracks: the cautious side.
 */
function combineAxis(weeks: readonly SpanWeek[], axis: AxisName): AxisSummaryShape | null {
  const known = weeks.flatMap(({ listens, axes }) => {
    const summary = axes[axis] ?? null;
    return summary === null ? [] : [{ summary, plays: listens * summary.coverage }];
  });
  const plays = sum(known.map((week) => week.plays));
  if (plays === 0) return null;
  const average = (of: (summary: AxisSummaryShape) => number): number =>
    sum(known.map((week) => week.plays * of(week.summary))) / plays;
  const mean = average((week) => week.mean);
  return {
    mean,
    low: Math.max(0, mean - average((week) => week.mean - week.low)),
    high: Math.min(1, mean + average((week) => week.high - week.mean)),
    spread: Math.sqrt(average((week) => week.spread ** 2 + (week.mean - mean) ** 2)),
    coverage: plays / sum(weeks.map((week) => week.listens)),
    ownDeviation: average((week) => week.ownDeviation),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
