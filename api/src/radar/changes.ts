import { differenceOf } from '@sidetrack/analysis';
import type { AxisChangesShape, WeekRadarShape } from '../contract/radar.ts';
import { axisNames } from '../contract/primitives.ts';

/** Two-sided 95 % of the normal distribution. */
export const CLEAR_DEVIATIONS = 1.96;

/** The week against another span on every axis, and which differences are more than chance; null without both. */
export function changesOf(week: WeekRadarShape | null, reference: WeekRadarShape | null): AxisChangesShape | null {
  if (week === null || reference === null) return null;
  return Object.fromEntries(
    axisNames.map((axis) => {
      const [now, then] = [week.axes[axis], reference.axes[axis]];
      if (now === null || then === null) return [axis, null];
      const { difference, deviations } = differenceOf(now, then);
      return [axis, { difference, clear: deviations >= CLEAR_DEVIATIONS }];
    }),
  ) as AxisChangesShape;
}
