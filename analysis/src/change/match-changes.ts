import { weeksBetween } from '../weeks/iso-week.ts';
import { compareText } from './compare-text.ts';

interface Placed {
  axis: string;
  direction: string;
  weekStart: string;
}

/** Scores that get better move the week in which a change is found by a little: within so many weeks it is the same change. */
const SAME_CHANGE_WEEKS = 6;

/**
 * Which of the changes that are found now are which of those known: same axis and direction, nearest in time, each at most once. Gives
 * the known one of each found one, or null.
 */
export function matchChanges<Known extends Placed>(
  known: readonly Known[],
  found: readonly Placed[],
): (Known | null)[] {
  const pairs = found
    .flatMap((change, i) =>
      known
        .filter(({ axis, direction }) => axis === change.axis && direction === change.direction)
        .map((one) => ({ i, one, apart: Math.abs(weeksBetween(one.weekStart, change.weekStart)) })),
    )
    .filter(({ apart }) => apart <= SAME_CHANGE_WEEKS)
    .sort((a, b) => a.apart - b.apart || a.i - b.i || compareText(a.one.weekStart, b.one.weekStart));
  const matched: (Known | null)[] = found.map(() => null);
  const taken = new Set<Known>();
  for (const { i, one } of pairs) {
    if (matched[i] !== null || taken.has(one)) continue;
    matched[i] = one;
    taken.add(one);
  }
  return matched;
}
