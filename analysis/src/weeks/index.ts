export { addWeeks, isoWeekOf, mondayOf, weeksBetween, weekStartOfIsoWeek, type WeekStart } from './iso-week.ts';
export { weekCalendar, type WeekCalendar, type ZoneSince } from './calendar.ts';
export { effectiveNumber } from './diversity.ts';
export {
  summariseMoods,
  summariseWeek,
  UNSCORED,
  type MoodSummary,
  type PlayedTracks,
  type WeekSummary,
} from './summary.ts';
export { topOf } from './top.ts';
export {
  describeScores,
  describeTracks,
  joinTracks,
  trackTable,
  type DescribedTrack,
  type TrackTable,
  type WeekTrack,
} from './track-table.ts';
export type { TagList } from './tag-shares.ts';
export type { AxisSummary } from './axis-summary.ts';
export { differenceOf, type Comparable, type Difference } from './difference.ts';
export { momenta, moveOn, type Motion } from './momentum.ts';
export { placeWeek, type MapTable, type WeekPlace } from './place-week.ts';
export { playsByWeek, type Span } from './plays-by-week.ts';
