import { AXES, AXIS_ORDER } from '../charts/axes.ts';
import type { ArtistDrift } from '../data/queries/artists.ts';
import type { Axis } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from './dates.ts';
import { formatDecimal, formatDifference, formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';

type Change = NonNullable<ArtistDrift['change'][Axis]>;

/** Less than this is not told as a change: a page could not show it. */
const NOTICEABLE = 0.005;

/** Spans that the page can show, by their number of weeks. */
export const SPANS = ['26', '52', '104', '520'] as const;
export type Span = (typeof SPANS)[number];
export const SPAN_NAMES: Readonly<Record<Span, string>> = {
  '26': 'Half a year',
  '52': 'A year',
  '104': 'Two years',
  '520': 'Ten years',
};

/** The artist's plays on an axis in a sentence: how many weeks, from where to where. */
export function summariseDrift({ weeks }: ArtistDrift, axis: Axis, reader: Reader): string {
  const known = weeks.flatMap((week) => (week.axes[axis] === null ? [] : [{ week, mean: week.axes[axis].mean }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined)
    return `The ${AXES[axis].name.toLowerCase()} of what you played is not known.`;
  const say = ({ week, mean }: typeof first) =>
    `${formatDecimal(mean, reader)} in ${formatWeekNumber(week.isoWeek)} (${formatWeekDays(week.weekStart, reader)})`;
  if (known.length === 1)
    return `${AXES[axis].name} of what you played: ${say(first)}, the only week with scored plays.`;
  return `${AXES[axis].name} of what you played, over ${plural(known.length, 'week', reader)} with scored plays: ${say(first)}, ${say(last)} at the end.`;
}

/** How often the artist was played in both halves of the span. */
export function describeShares({ shareBefore, shareAfter }: ArtistDrift, reader: Reader): string {
  if (shareBefore === null || shareAfter === null)
    return 'One half of this span has no plays at all, so there is nothing to compare.';
  return `${formatShare(shareBefore, reader)} of your plays in the first half of this span, ${formatShare(shareAfter, reader)} in the second.`;
}

/** The axes on which the listener's mean is known in both halves, the artist's strongest part first. */
export function influences(drift: ArtistDrift): readonly { axis: Axis; change: Change }[] {
  return AXIS_ORDER.flatMap((axis) => {
    const change = drift.change[axis];
    return change === null ? [] : [{ axis, change }];
  }).sort((one, other) => Math.abs(other.change.change) - Math.abs(one.change.change));
}

/** What the artist did to the listener's mean on an axis, in sentences. */
export function describeInfluence(axis: Axis, { change, of, mix, within }: Change, reader: Reader): string {
  const name = AXES[axis].name.toLowerCase();
  const whole =
    Math.abs(of) < NOTICEABLE
      ? `Your ${name} stayed where it was`
      : `Your ${name} moved by ${formatDifference(of, reader)}`;
  if (Math.abs(change) < NOTICEABLE) return `${whole}; this artist had next to no part in it.`;
  const causes = [
    { size: mix, text: 'by how often you played them' },
    { size: within, text: 'by which tracks of theirs you played' },
  ].filter(({ size }) => Math.abs(size) >= NOTICEABLE);
  const part = `${whole}; this artist’s part is ${formatDifference(change, reader)}`;
  if (causes.length === 0) return `${part}.`;
  if (causes.length === 1) return `${part}, ${causes.map(({ text }) => text).join('')}.`;
  return `${part}: ${causes.map(({ size, text }) => `${formatDifference(size, reader)} ${text}`).join(', ')}.`;
}
