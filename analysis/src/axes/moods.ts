import type { Axis } from './axis.ts';

/** A region of the axes: what lies within every named bound, lower bound included, upper bound excluded. */
export interface Mood {
  mood: string;
  within: Partial<Record<Axis, { from?: number; below?: number }>>;
}

/**
 * The moods, as regions of the axes: the four quarters of Russell's circumplex (valence and arousal, 1980), two of them
 * divided by what the body does, and a middle. A track belongs to the first that holds it, and the last takes what
 * is left, so that the shares of a week sum to its scored plays. A track without energy or valence has no mood.
 */
export const MOODS: readonly Mood[] = [
  { mood: 'balanced', within: { energy: { from: 0.42, below: 0.58 }, valence: { from: 0.42, below: 0.58 } } },
  { mood: 'party', within: { energy: { from: 0.5 }, valence: { from: 0.5 }, danceability: { from: 0.65 } } },
  { mood: 'upbeat', within: { energy: { from: 0.5 }, valence: { from: 0.5 } } },
  { mood: 'driving', within: { energy: { from: 0.5 }, valence: { below: 0.5 }, danceability: { from: 0.6 } } },
  { mood: 'intense', within: { energy: { from: 0.5 }, valence: { below: 0.5 } } },
  { mood: 'peaceful', within: { energy: { below: 0.5 }, valence: { from: 0.5 } } },
  { mood: 'melancholic', within: { energy: { below: 0.5 }, valence: { below: 0.5 } } },
];

/** The mood of a track with these scores, or null where energy or valence is unknown. */
export function moodOf(scores: Readonly<Partial<Record<Axis, { value: number }>>>): string | null {
  if (scores.energy === undefined || scores.valence === undefined) return null;
  return MOODS.find(({ within }) => holds(within, scores))?.mood ?? null;
}

function holds(within: Mood['within'], scores: Readonly<Partial<Record<Axis, { value: number }>>>): boolean {
  return Object.entries(within).every(([axis, { from = -Infinity, below = Infinity }]) => {
    const value = scores[axis as Axis]?.value;
    return value !== undefined && value >= from && value < below;
  });
}
