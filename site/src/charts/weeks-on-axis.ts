import type { Axis, AxisSummary, MapPoints, MapWeek } from '../data/types.ts';

/** A week of the map with its value on the axis that colours it. */
export type ColoredWeek = MapWeek & { value: AxisSummary | null };

/** The weeks with what they are on an axis; the trajectory itself holds their energy, the points any other one. */
export function weeksOnAxis(
  weeks: readonly MapWeek[],
  axis: Axis,
  points: Pick<MapPoints, 'axis' | 'weeks'> | null,
): ColoredWeek[] {
  const values = new Map(points?.axis === axis ? points.weeks.map(({ isoWeek, value }) => [isoWeek, value]) : []);
  return weeks.map((week) => ({
    ...week,
    value: axis === 'energy' ? week.energy : (values.get(week.isoWeek) ?? null),
  }));
}
