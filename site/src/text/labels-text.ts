import { AXES } from '../charts/axes.ts';
import type { AxisCalibration, Label, LabelEffect } from '../data/queries/labels.ts';
import type { Axis } from '../data/types.ts';
import { formatDecimal, formatDifference, plural } from './format.ts';
import type { Reader } from './format.ts';

/** Less than this is not told as a change: a page could not show it. */
const NOTICEABLE = 0.005;

/** What a label or its withdrawal changed, in sentences: its own tracks, the others, the weeks. */
export function describeEffect(effect: LabelEffect, axis: Axis, reader: Reader): string {
  return [
    ...effect.tracks.map((track) => describeMove(track, axis, reader)),
    describeOthers(effect, reader),
    describeWeeks(effect, reader),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function describeMove({ title, from, to }: LabelEffect['tracks'][number], axis: Axis, reader: Reader): string | null {
  const name = AXES[axis].name.toLowerCase();
  if (from === null && to === null) return null;
  if (from === null) return `“${title}” now has a score for ${name}: about ${formatDecimal(to, reader)}.`;
  if (to === null) return `“${title}” has no score for ${name} any more.`;
  if (Math.abs(to - from) < NOTICEABLE) return `The ${name} of “${title}” stays at about ${formatDecimal(to, reader)}.`;
  return `The ${name} of “${title}” moves from about ${formatDecimal(from, reader)} to about ${formatDecimal(to, reader)}.`;
}

function describeOthers({ others: { moved, meanChange } }: LabelEffect, reader: Reader): string {
  if (moved === 0) return 'No other track moves by enough to see.';
  const mean =
    meanChange === null || Math.abs(meanChange) < NOTICEABLE
      ? ''
      : `; over your plays the mean changes by ${formatDifference(meanChange, reader)}`;
  return `${plural(moved, 'other track', reader)} ${moved === 1 ? 'moves' : 'move'} with it${mean}.`;
}

function describeWeeks({ weeks }: LabelEffect, reader: Reader): string | null {
  return weeks === 0 ? null : `${plural(weeks, 'week', reader)} ${weeks === 1 ? 'is' : 'are'} added up anew.`;
}

/** What was said: "energy 0.90", "more energetic than", "no difference in energy to". */
export function describeLabel({ axis, value, other }: Label, reader: Reader): string {
  const { name, high } = AXES[axis];
  if (other === null) return `${name} ${formatDecimal(value, reader)}`;
  if (value === 0.5) return `as ${high} as`;
  return value > 0.5 ? `more ${high} than` : `less ${high} than`;
}

/** What all labels on an axis have changed, in sentences. */
export function describeCalibration(standing: AxisCalibration, reader: Reader): string {
  const { axis, moved, meanChange } = standing;
  const name = AXES[axis].name.toLowerCase();
  const given = [
    standing.labels > 0 ? plural(standing.labels, 'label', reader) : null,
    standing.comparisons > 0 ? plural(standing.comparisons, 'comparison', reader) : null,
  ].filter((part) => part !== null);
  const change =
    meanChange === null || Math.abs(meanChange) < NOTICEABLE
      ? 'over your plays the mean stays where it was'
      : `over your plays the mean changes by ${formatDifference(meanChange, reader)}`;
  if (moved === 0) return `${given.join(' and ')}. No score of yours moves by enough to see.`;
  return `${given.join(' and ')}. ${plural(moved, 'track', reader)} ${moved === 1 ? 'moves' : 'move'} in ${name}; ${change}.`;
}

/** How the listener hears an axis beside the scores that everybody shares. */
export function describeHearing({ axis, labels, offset, slope }: AxisCalibration): string {
  const { low, high } = AXES[axis];
  // An offset is learnt from labels, next to nothing of it from comparisons.
  if (labels === 0) return 'Comparisons put the tracks compared in order and move the others little.';
  if (slope < 0.5) return 'Your labels go against the shared scores, so that these count for less in yours.';
  if (Math.abs(offset) < 0.05) return 'You hear it about as the shared scores have it.';
  return `You hear your music as ${Math.abs(offset) < 0.2 ? 'a little ' : ''}more ${offset > 0 ? high : low} than the shared scores have it.`;
}
