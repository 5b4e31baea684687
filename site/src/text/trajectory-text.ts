import { AXES } from '../charts/axes.ts';
import type { ColoredWeek } from '../charts/weeks-on-axis.ts';
import type { Axis, MapWeek, Space, Trajectory } from '../data/types.ts';
import { formatDay, formatWeekDays, formatWeekNumber } from './dates.ts';
import { formatCount, formatDecimal, formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';

export const SPACE_NAMES: Readonly<Record<Space, { name: string; space: string; explanation: string }>> = {
  audio: {
    name: 'Sound',
    space: 'sound space',
    explanation: 'Tracks lie together that sound alike, as measured from your own audio files.',
  },
  tag: {
    name: 'Tags',
    space: 'tag space',
    explanation: 'Tracks lie together that listeners describe alike, by their tags and artists.',
  },
};

export const WINDOWS = ['12w', '26w', '52w', 'all'] as const;
export type WindowName = (typeof WINDOWS)[number];
export const WINDOW_NAMES: Readonly<Record<WindowName, string>> = {
  '12w': '12 weeks',
  '26w': '26 weeks',
  '52w': '52 weeks',
  all: 'All',
};

/** One week of the map in a sentence, for tooltips' listeners and screen readers. */
export function describeWeek(week: ColoredWeek, axis: Axis, reader: Reader): string {
  const name = AXES[axis].name.toLowerCase();
  const value =
    week.value === null
      ? `${name} not known`
      : `${name} ${formatDecimal(week.value.mean, reader)} (${formatDecimal(week.value.low, reader)} to ${formatDecimal(week.value.high, reader)})`;
  const progress = week.inProgress ? ', still in progress' : '';
  return `${formatWeekNumber(week.isoWeek)}, ${formatWeekDays(week.weekStart, reader)}${progress}: ${plural(week.plays, 'play', reader)}, ${value}, rests on ${formatShare(week.coverage, reader)} of plays.`;
}

/** The map in two sentences: what it spans, and the biggest step, if any is big beside the weeks' spread. */
export function summariseTrajectory(
  { weeks, coverage, space }: Pick<Trajectory, 'weeks' | 'coverage' | 'space'>,
  tracks: number,
  reader: Reader,
): string {
  const first = weeks[0];
  const last = weeks.at(-1);
  if (first === undefined || last === undefined) return 'No week is on the map yet.';
  const extent = `${plural(weeks.length, 'week', reader)} over ${plural(tracks, 'track', reader)} in the ${SPACE_NAMES[space].space}, resting on ${formatShare(coverage, reader)} of the plays.`;
  const step = longestStep(weeks);
  if (step === null) return extent;
  if (step.length < usualSpread(weeks) * LEAST_STEP)
    return `${extent} The weeks lie close together: no step between them is long beside how far a week's plays reach.`;
  return `${extent} The longest step was from ${formatWeekNumber(step.from.isoWeek)} to ${formatWeekNumber(step.to.isoWeek)} (${formatWeekDays(step.to.weekStart, reader)}).`;
}

/** The two weeks in a row that lie farthest apart; null with fewer than two. */
export function longestStep(weeks: readonly MapWeek[]): { from: MapWeek; to: MapWeek; length: number } | null {
  let longest: { from: MapWeek; to: MapWeek; length: number } | null = null;
  for (const [index, to] of weeks.entries()) {
    const from = weeks[index - 1];
    if (from === undefined) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (longest === null || length > longest.length) longest = { from, to, length };
  }
  return longest;
}

/** The median of how far the weeks' plays lie from their middle, in map units; both directions count alike. */
function usualSpread(weeks: readonly MapWeek[]): number {
  const spreads = weeks.map(({ spreadX, spreadY }) => Math.hypot(spreadX, spreadY) / Math.SQRT2).sort((a, b) => a - b);
  return spreads[Math.floor(spreads.length / 2)] ?? 0;
}

/** A step shorter than half of the weeks' usual spread is not worth a name. */
const LEAST_STEP = 0.5;

/** Whether one week begins where the other ends; the arrow across a silent week is drawn differently. */
export function followsDirectly(from: MapWeek, to: MapWeek): boolean {
  return Date.parse(to.weekStart) - Date.parse(from.weekStart) === WEEK_MILLISECONDS;
}

/** The week to look at first: the newest complete one, else the newest. */
export function weekToShow<Week extends MapWeek>(weeks: readonly Week[], asked: string | null): Week | null {
  return (
    weeks.find((week) => week.isoWeek === asked) ?? weeks.findLast((week) => !week.inProgress) ?? weeks.at(-1) ?? null
  );
}

/** How the weeks lie on the axis: from the lowest to the highest, and how sure that is. Null where none is known. */
export function summariseAxis(weeks: readonly ColoredWeek[], axis: Axis, reader: Reader): string | null {
  const known = weeks.filter((week) => week.value !== null).sort((a, b) => a.value!.mean - b.value!.mean);
  const [lowest, highest] = [known[0], known.at(-1)];
  if (lowest === undefined || highest === undefined || lowest === highest) return null;
  const name = AXES[axis].name;
  const say = (week: ColoredWeek) =>
    `${formatWeekNumber(week.isoWeek)} (${formatDecimal(week.value?.mean, reader)}, ${formatDecimal(week.value?.low, reader)} to ${formatDecimal(week.value?.high, reader)})`;
  if (lowest.value!.high >= highest.value!.low)
    return `${name} ran from ${formatDecimal(lowest.value?.mean, reader)} to ${formatDecimal(highest.value?.mean, reader)}, less than each week’s own uncertainty; whether two weeks differ, their radar tells.`;
  return `${name} was lowest in ${say(lowest)} and highest in ${say(highest)}.`;
}

/** That not every track that was heard is drawn; null where all are, and while only a first few have come. */
export function tellLeftOut(points: { heard: number; count: number } | null, reader: Reader): string | null {
  if (points === null || points.heard <= points.count || points.count < MOST_POINTS) return null;
  return `Drawn are the ${formatCount(points.count, reader)} most played of ${plural(points.heard, 'track', reader)}.`;
}

/** As many points as the API gives. */
const MOST_POINTS = 100_000;

const WEEK_MILLISECONDS = 7 * 86_400_000;

/** That the map was laid out anew and is not the one a listener knew; null where it still is. */
export function announceLayout(map: Trajectory['map'], reader: Reader): string | null {
  if (map === null || !map.announced) return null;
  const when = map.laidOutAt === null ? '' : ` on ${formatDay(map.laidOutAt, reader)}`;
  const moved =
    map.moved === null ? '' : `: half of the tracks moved by more than ${formatShare(map.moved, reader)} of its width`;
  return `The map was laid out anew${when}${moved}. Weeks lie elsewhere than before.`;
}
