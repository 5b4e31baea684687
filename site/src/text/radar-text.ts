import { AXES, AXIS_ORDER } from '../charts/axes.ts';
import type { Axis, AxisChanges, AxisSummary, Radar, WeekRadar } from '../data/types.ts';
import { formatDecimal } from './format.ts';
import type { Reader } from './format.ts';

export interface AxisChange {
  axis: Axis;
  week: AxisSummary | null;
  reference: AxisSummary | null;
  /** week − reference; null where either is not known. */
  difference: number | null;
  /** Whether the difference is more than chance, by the errors that the two do not share. */
  clear: boolean;
}

/** A week, what it is compared with, and the differences as the API has weighed them. */
export interface Comparison {
  readonly week: WeekRadar;
  readonly reference: WeekRadar | null;
  readonly changes: AxisChanges | null;
}

/** The week beside what was chosen to compare it with; beside the half year before it where nothing was. */
export function comparisonOf({ baseline, compare, fromBaseline, fromCompare }: Radar, week: WeekRadar): Comparison {
  return compare === null
    ? { week, reference: baseline, changes: fromBaseline }
    : { week, reference: compare, changes: fromCompare };
}

/** The week with listens that has the same number so many years before; null where there is none. */
export function weekYearsBefore<Week extends { isoWeek: string }>(
  weeks: readonly Week[],
  isoWeek: string | null,
  years: number,
): Week | null {
  if (isoWeek === null) return null;
  const wanted = `${Number(isoWeek.slice(0, 4)) - years}${isoWeek.slice(4)}`;
  return weeks.find((week) => week.isoWeek === wanted) ?? null;
}

/** Every axis of a week against a reference, in the order of the radar. */
export function compareAxes({ week, reference, changes }: Comparison): readonly AxisChange[] {
  return AXIS_ORDER.map((axis) => ({
    axis,
    week: week.axes[axis],
    reference: reference?.axes[axis] ?? null,
    difference: changes?.[axis]?.difference ?? null,
    clear: changes?.[axis]?.clear ?? false,
  }));
}

/** The clear differences in a sentence, the largest first; or that there is none, or nothing to compare with. */
export function summariseRadar(comparison: Comparison, reader: Reader): string {
  const { week, reference } = comparison;
  if (AXIS_ORDER.every((axis) => week.axes[axis] === null)) return NOTHING_SCORED;
  if (reference === null) return 'There is no earlier week to compare with yet.';
  const changes = compareAxes(comparison);
  if (changes.every((change) => change.difference === null)) return 'Nothing is known of both on any axis yet.';
  const clear = changes
    .filter((change) => change.clear)
    .sort((one, other) => Math.abs(other.difference ?? 0) - Math.abs(one.difference ?? 0));
  if (clear.length === 0) return 'No axis differs by more than its uncertainty.';
  return `More ${joinWords(clear.map((change) => describeChange(change, reader)))}.`;
}

const NOTHING_SCORED =
  'No track of this week is scored yet. Scores come from the tags of tracks and from your own audio files.';

function describeChange({ axis, week, reference, difference }: AxisChange, reader: Reader): string {
  const word = (difference ?? 0) > 0 ? AXES[axis].high : AXES[axis].low;
  return `${word} (${AXES[axis].name.toLowerCase()} ${formatDecimal(week?.mean, reader)}, was ${formatDecimal(reference?.mean, reader)})`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
