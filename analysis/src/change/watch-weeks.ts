import { weeksBetween } from '../weeks/iso-week.ts';
import { CHANGE_SETTINGS, findChanges, type Change, type ChangeSettings } from './find-changes.ts';
import { sameScorer } from './regime.ts';
import { WATCHED_AXES, type WatchedAxis, type WeekEvidence } from './week-evidence.ts';

/** A complete week as far as changes of taste are concerned. */
export interface WatchedWeek {
  weekStart: string;
  regime: string;
  evidence: WeekEvidence;
}

/** A change of taste with its weeks by their Mondays. */
export interface DatedChange extends Omit<Change, 'found' | 'since' | 'baselineFrom'> {
  axis: WatchedAxis;
  /** The week in which there was evidence enough. */
  weekStart: string;
  since: string;
  baselineFrom: string;
  regime: string;
}

/**
 * The changes on every watched axis in a listener's complete weeks, oldest first; by week, then axis. Weeks scored by different
 * versions of the scorer are separate series: each starts anew. Weeks without listens are simply not there.
 */
export function watchWeeks(weeks: readonly WatchedWeek[], settings: ChangeSettings = CHANGE_SETTINGS): DatedChange[] {
  const first = weeks[0]?.weekStart ?? '';
  return runsOf(weeks)
    .flatMap((run) =>
      WATCHED_AXES.flatMap((axis) => {
        const series = run.map(({ weekStart, evidence }) => ({
          at: weeksBetween(first, weekStart),
          classes: evidence[axis] ?? {},
        }));
        return findChanges(series, settings).map(({ found, since, baselineFrom, ...change }) => ({
          ...change,
          axis,
          weekStart: run[found]!.weekStart,
          since: run[since]!.weekStart,
          baselineFrom: run[baselineFrom]!.weekStart,
          regime: run[found]!.regime,
        }));
      }),
    )
    .sort((a, b) => (a.weekStart === b.weekStart ? 0 : a.weekStart < b.weekStart ? -1 : 1));
}

function runsOf(weeks: readonly WatchedWeek[]): WatchedWeek[][] {
  const runs: WatchedWeek[][] = [];
  for (const week of weeks) {
    const run = runs.at(-1);
    if (run !== undefined && sameScorer(run[0]!.regime, week.regime)) run.push(week);
    else runs.push([week]);
  }
  return runs;
}
