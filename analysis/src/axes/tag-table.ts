import { AXES, type Axis } from './axis.ts';
import { TAG_ROWS } from './tag-rows.ts';

/**
 * What common genre and mood tags say about each axis, from 0 to 1; a gap means that the tag says nothing there.
 *
 * The values are curated by hand, so read them as an ordering with room for error, not as measurements. The orderings
 * lean on: Russell's circumplex of affect (1980) and its tag version by Laurier et al., "Music mood representations
 * from social tags" (ISMIR 2009), for moods; the common descriptions of genres (tempo, instruments, singing) for the
 * rest. How far the table is off is not assumed here: it is in the fitted variances of the sources that use it.
 *
 * Keys are in the form that `tagKey` gives.
 */
export const TAG_AXES: ReadonlyMap<string, Readonly<Partial<Record<Axis, number>>>> = new Map(
  TAG_ROWS.map(([tag, ...values]) => [tag, record(values)]),
);

function record(values: (number | null)[]): Partial<Record<Axis, number>> {
  return Object.fromEntries(AXES.flatMap((axis, column) => (values[column] == null ? [] : [[axis, values[column]]])));
}
