import { AXES } from '@sidetrack/analysis';
import type { Axis } from '@sidetrack/analysis';

/** A field's value; null: the field is not there. */
export type Fields = Readonly<Record<string, string | null>>;

export interface ScoredFile {
  readonly scores: Readonly<Partial<Record<Axis, { readonly value: number }>>>;
  readonly mood: string | null;
}

/** The field that players show and filter by; it is many programs', so that only an empty one is filled. */
export const COMMON_MOOD = 'MOOD';

/**
 * What a file's tags shall say: `SIDETRACK_ENERGY` and the other axes from 0.00 to 1.00, and `SIDETRACK_MOOD`. What is not known takes
 * away what an earlier time has written. No other field is touched, but for the common mood where that is wanted.
 */
export function fieldsOf({ scores, mood }: ScoredFile, { commonMood }: { commonMood: boolean }): Fields {
  const own = AXES.map((axis) => [nameOf(axis), scores[axis]?.value.toFixed(2) ?? null]);
  const moods = [['SIDETRACK_MOOD', mood], ...(commonMood ? [[COMMON_MOOD, mood]] : [])];
  return Object.fromEntries([...own, ...moods]) as Fields;
}

/** Which of the wanted fields would change. The common mood stays where somebody else has filled it. */
export function changesOf(wanted: Fields, present: Fields): Fields {
  const isOurs = present[COMMON_MOOD] === null || present[COMMON_MOOD] === present.SIDETRACK_MOOD;
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== present[name] && (name !== COMMON_MOOD || isOurs)),
  );
}

const nameOf = (axis: Axis): string => `SIDETRACK_${axis.toUpperCase()}`;
