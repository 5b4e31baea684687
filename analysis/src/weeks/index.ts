export { addWeeks, isoWeekOf, mondayOf, weeksBetween, weekStartOfIsoWeek, type WeekStart } from './iso-week.ts';
export { weekCalendar, type WeekCalendar, type ZoneSince } from './calendar.ts';
export { effectiveNumber, summariseWeek, UNSCORED, type WeekSummary, type WeekTrack } from './summary.ts';
export type { AxisSummary } from './axis-summary.ts';
export { differenceOf, type Comparable, type Difference } from './difference.ts';
export { momenta } from './momentum.ts';
