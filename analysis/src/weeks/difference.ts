import type { AxisSummary } from './axis-summary.ts';

/** What a comparison needs of each side. */
export type Comparable = Pick<AxisSummary, 'mean' | 'ownDeviation'>;

export interface Difference {
  /** now − then */
  difference: number;
  /** How many of its own standard deviations the difference is from zero; 0 where both sides are equal. */
  deviations: number;
}

/**
 * How far one span of listening lies from another on one axis, by the errors that the two do not share: the scorer's common
 * error cancels. Both sides often hold the same tracks, so their own errors are positively correlated, and taking them as
 * independent overstates the difference's error: the cautious side.
 */
export function differenceOf(now: Comparable, then: Comparable): Difference {
  const difference = now.mean - then.mean;
  const deviation = Math.hypot(now.ownDeviation, then.ownDeviation);
  return { difference, deviations: difference === 0 ? 0 : Math.abs(difference) / Math.max(deviation, Number.EPSILON) };
}
