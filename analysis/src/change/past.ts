import type { WatchedWeek } from './watch-weeks.ts';

/** Plays, and plays times their mean score, of many weeks by `axis/class of evidence`. */
export interface Past {
  weeks: number;
  sums: Record<string, { plays: number; score: number }>;
}

/** What a listener's weeks add up to: by it one sees later that they were filled in or scored anew. */
export function pastOf(weeks: readonly WatchedWeek[]): Past {
  const sums: Past['sums'] = {};
  for (const { evidence } of weeks) {
    for (const [axis, classes] of Object.entries(evidence)) {
      for (const [name, { plays, mean }] of Object.entries(classes)) {
        const sum = (sums[`${axis}/${name}`] ??= { plays: 0, score: 0 });
        sum.plays += plays;
        sum.score += plays * mean;
      }
    }
  }
  return { weeks: weeks.length, sums };
}

/**
 * Whether so much of the past was filled in, taken away or scored anew that what is found now may be the doing of that: a folder,
 * a model, a backfill, labels. What trickles in every day (a late scrobble, a tag) is less.
 */
export function isRewritten(before: Past, now: Past): boolean {
  if (Math.abs(now.weeks - before.weeks) > FEW_WEEKS) return true;
  const all = Object.values(before.sums).reduce((sum, { plays }) => sum + plays, 0);
  return [...new Set([...Object.keys(before.sums), ...Object.keys(now.sums)])].some((key) => {
    const [then, present] = [before.sums[key] ?? NOTHING, now.sums[key] ?? NOTHING];
    if (Math.abs(present.plays - then.plays) > FEW_PLAYS * all) return true;
    if (then.plays === 0 || present.plays === 0) return false;
    return Math.abs(present.score / present.plays - then.score / then.plays) > SMALL_SHIFT;
  });
}

const NOTHING = { plays: 0, score: 0 };
const FEW_WEEKS = 2;
/** Of all plays. */
const FEW_PLAYS = 0.02;
/** Of a class's mean score over all weeks: a tenth of what changes are tuned to. */
const SMALL_SHIFT = 0.005;
