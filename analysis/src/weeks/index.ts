export { addWeeks, isoWeekOf, mondayOf, weeksBetween, weekStartOfIsoWeek, type WeekStart } from './iso-week.ts';
export { weekCalendar, type WeekCalendar, type ZoneSince } from './calendar.ts';
