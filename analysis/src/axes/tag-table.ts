import { AXES, type Axis } from './axis.ts';
import type { TagKind } from './tag-row.ts';
import { TAG_ROWS } from './tag-rows/index.ts';

/** What a tag says about each axis, from 0 to 1. An axis that it says nothing about is absent. */
export type TagSays = Readonly<Partial<Record<Axis, number>>>;

/**
 * What common genre, mood, instrument and usage tags say about each axis, from 0 to 1; a gap means that the tag says nothing there.
 *
 * The values are curated by hand, so read them as an ordering with room for error, not as measurements. The orderings
 * lean on: Russell's circumplex of affect (1980) and its tag version by Laurier et al., "Music mood representations
 * from social tags" (ISMIR 2009), for moods; the common descriptions of genres (tempo, instruments, singing) for the
 * rest. How far the table is off is not assumed here: it is in the fitted variances of the sources that use it.
 *
 * Keys are in the form that `tagKey` gives. Tags that are not here are read by tag-reader.ts from those that are.
 */
export const TAG_AXES: ReadonlyMap<string, TagSays> = new Map(
  TAG_ROWS.map(([, [tag, ...values]]) => [tag, record(values)]),
);

/** What each tag of the table names. */
export const TAG_KINDS: ReadonlyMap<string, TagKind> = new Map(TAG_ROWS.map(([kind, [tag]]) => [tag, kind]));

function record(values: readonly (number | null)[]): TagSays {
  return Object.fromEntries(AXES.flatMap((axis, column) => (values[column] == null ? [] : [[axis, values[column]]])));
}
