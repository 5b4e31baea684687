import type { MapWeek, Space, Trajectory } from '../data/types.ts';
import { formatDay, formatWeekDays, formatWeekNumber } from './dates.ts';
import { formatDecimal, formatShare, plural } from './format.ts';
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
export function describeWeek(week: MapWeek, reader: Reader): string {
  const energy =
    week.energy === null
      ? 'energy not known'
      : `energy ${formatDecimal(week.energy.mean, reader)} (${formatDecimal(week.energy.low, reader)} to ${formatDecimal(week.energy.high, reader)})`;
  const progress = week.inProgress ? ', still in progress' : '';
  return `${formatWeekNumber(week.isoWeek)}, ${formatWeekDays(week.weekStart, reader)}${progress}: ${plural(week.plays, 'play', reader)}, ${energy}, rests on ${formatShare(week.coverage, reader)} of plays.`;
}

/** The map in two sentences: what it spans, and the biggest step, if any is big beside the weeks' spread. */
export function summariseTrajectory({ weeks, tracks, coverage, space }: Trajectory, reader: Reader): string {
  const first = weeks[0];
  const last = weeks.at(-1);
  if (first === undefined || last === undefined) return 'No week is on the map yet.';
  const extent = `${plural(weeks.length, 'week', reader)} over ${plural(tracks.length, 'track', reader)} in the ${SPACE_NAMES[space].space}, resting on ${formatShare(coverage, reader)} of the plays.`;
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
export function weekToShow(weeks: readonly MapWeek[], asked: string | null): MapWeek | null {
  return (
    weeks.find((week) => week.isoWeek === asked) ?? weeks.findLast((week) => !week.inProgress) ?? weeks.at(-1) ?? null
  );
}

const WEEK_MILLISECONDS = 7 * 86_400_000;

/** That the map was laid out anew and is not the one a listener knew; null where it still is. */
export function announceLayout(map: Trajectory['map'], reader: Reader): string | null {
  if (map === null || !map.announced) return null;
  const when = map.laidOutAt === null ? '' : ` on ${formatDay(map.laidOutAt, reader)}`;
  const moved =
    map.moved === null ? '' : `: half of the tracks moved by more than ${formatShare(map.moved, reader)} of its width`;
  return `The map was laid out anew${when}${moved}. Weeks lie elsewhere than before.`;
}
