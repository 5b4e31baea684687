import { Z80 } from '../axes/fuse.ts';
import { learnBaseline, residualOf, type Baseline } from './baseline.ts';
import { weigh, type News, type Suspicion } from './suspicion.ts';
import { toSeries, type Series, type SeriesWeek } from './series.ts';

/** A change of taste on one axis. Weeks are rows of the series it was found in. */
export interface Change {
  /** The week in which there was evidence enough. */
  found: number;
  /** The first week of the new level, as far as can be told. */
  since: number;
  /** The first week that the usual level was learnt from. */
  baselineFrom: number;
  direction: 'up' | 'down';
  /** The new level less the usual one, each class of evidence against itself, with its 80 % interval. */
  size: number;
  low: number;
  high: number;
}

/** threshold: natural log of a likelihood ratio. The weeks are those of the calendar. */
export interface ChangeSettings {
  threshold: number;
  /** What the sum is tuned to: a change of so many deviations of the listener's weeks, or of `leastSize` where that is more. */
  deviations: number;
  leastSize: number;
  /** One week speaks for at most a difference of so many standard deviations. */
  mostDeviations: number;
  /** The usual level is that of so many weeks back, at least `leastWeeks` of them with scored plays. */
  window: number;
  leastWeeks: number;
}

/** Where these come from: docs/science/change.md. */
export const CHANGE_SETTINGS: ChangeSettings = {
  threshold: 5,
  deviations: 1.25,
  leastSize: 0.05,
  mostDeviations: 3,
  window: 104,
  leastWeeks: 8,
};

/**
 * The changes of taste on one axis in a series of complete weeks, oldest first.
 *
 * A two-sided CUSUM (Page 1954) in its form for dependent observations (Lai 1998): the greatest, over the weeks in which a change may
 * have begun, of the log-likelihood ratio of a lasting change from there on against none. Each week is judged by the
 * listener's own usual, learnt from weeks before it alone, so that later weeks change nothing of earlier ones. Where weeks are independent and
 * equally exact this is Page's recursion with allowance deviations / 2 and threshold / deviations. After a change the usual is learnt
 * anew from the first week of it.
 *
 * @throws RangeError where the weeks are not in order or a number is not finite
 */
export function findChanges(weeks: readonly SeriesWeek[], settings: ChangeSettings = CHANGE_SETTINGS): Change[] {
  const series = toSeries(weeks);
  const changes: Change[] = [];
  let start = 0;
  let suspicions: Suspicion[] = [];
  for (let row = 0; row < series.count; row++) {
    while (series.at[start]! < series.at[row]! - settings.window) start++;
    const baseline = row - start < settings.leastWeeks ? null : learnBaseline(series, start, row);
    if (baseline === null || baseline.weeks < settings.leastWeeks) {
      suspicions = [];
      continue;
    }
    const news = newsOf(series, { start, row, baseline });
    if (news === null) continue;
    const size = Math.max(settings.leastSize, settings.deviations * baseline.deviation);
    suspicions = weigh(suspicions, news, { row, size, most: settings.mostDeviations });
    const strongest = suspicions.reduce((most, one) => (one.evidence > most.evidence ? one : most));
    if (strongest.evidence <= settings.threshold) continue;
    const likeliest = likeliestStart(suspicions, strongest);
    changes.push(changeOf(likeliest, { found: row, baselineFrom: start }));
    start = Math.max(start + 1, likeliest.from);
    suspicions = [];
  }
  return changes;
}

/** How many weeks back the taste is followed: of what was then, a persistence of 0.8 leaves a tenth. */
const FOLLOWED = 10;

/**
 * A Kalman filter: taste that comes back to the usual by `persistence` a week, seen through the tracks that happened to be played.
 * A week of few plays has a great variance and so says little.
 */
function newsOf(
  series: Series,
  { start, row, baseline }: { start: number; row: number; baseline: Baseline },
): News | null {
  const { levels, deviation, persistence } = baseline;
  const now = residualOf(series, row, levels);
  if (now === null) return null;
  const taste = deviation ** 2;
  let state = 0;
  let unsure = taste;
  let last: number | null = null;
  const forecast = (at: number) => {
    const kept = last === null ? 0 : persistence ** (at - last);
    state *= kept;
    unsure = kept ** 2 * unsure + (1 - kept ** 2) * taste;
    last = at;
    return kept;
  };
  for (let before = Math.max(start, row - FOLLOWED); before < row; before++) {
    const seen = residualOf(series, before, levels);
    if (seen === null) continue;
    forecast(seen.at);
    const gain = unsure / (unsure + seen.variance);
    state += gain * (seen.value - state);
    unsure *= 1 - gain;
  }
  const kept = forecast(now.at);
  const variance = unsure + now.variance;
  return { value: now.value - state, variance, kept, gain: unsure / variance };
}

/**
 * When a change began that was found: where it is likeliest if it may be of any size (the strongest suspicion goes by the size that the sum
 * is tuned to, and takes weeks for part of a great change that lay a little off before it).
 */
function likeliestStart(suspicions: readonly Suspicion[], strongest: Suspicion): Suspicion {
  const likelihood = ({ saidInFull, precision }: Suspicion) => saidInFull ** 2 / precision;
  return suspicions
    .filter(({ said, evidence }) => evidence > 0 && Math.sign(said) === Math.sign(strongest.said))
    .reduce((best, one) => (likelihood(one) > likelihood(best) ? one : best), strongest);
}

function changeOf(
  { from, precision, said, saidInFull }: Suspicion,
  { found, baselineFrom }: { found: number; baselineFrom: number },
): Change {
  const size = saidInFull / precision;
  const half = Z80 / Math.sqrt(precision);
  return {
    found,
    since: from,
    baselineFrom,
    direction: said > 0 ? 'up' : 'down',
    size,
    low: size - half,
    high: size + half,
  };
}
