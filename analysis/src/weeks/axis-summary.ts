import type { Axis } from '../axes/axis.ts';
import { Z80 } from '../axes/fuse.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import type { WeekTrack } from './summary.ts';

/**
 * A week's play-weighted mean on one axis. low, high: 80 % interval of that mean for the whole week's listening; spread:
 * the standard deviation of the plays; coverage: the share of the week's plays that have a score; ownDeviation: the standard
 * deviation of the part of the mean's error that other weeks do not share. Two weeks are compared by it, since what one scorer
 * gets wrong in the same way everywhere cancels in their difference.
 */
export interface AxisSummary {
  mean: number;
  low: number;
  high: number;
  spread: number;
  coverage: number;
  ownDeviation: number;
}

/**
 * The summary of one axis, or null where no play has a score on it.
 *
 * Two uncertainties widen the interval. Each score's own error: a share of it (SHARED_ERROR_SHARE, fitted) is common to all
 * tracks, because one table or model judged them, and does not average out. And the plays without a score: the scored ones
 * are then a sample of the week, with the sampling variance of a mean (effective sample size by Kish, 1965) and the finite
 * population correction 1 - coverage. A single scored track shows no spread; one virtual track of PRIOR_SPREAD stands in.
 */
export function summariseAxis(tracks: readonly WeekTrack[], axis: Axis): AxisSummary | null {
  const scored = tracks.flatMap(({ plays, scores }) => {
    const score = scores[axis];
    return score === undefined ? [] : [{ plays, value: score.value, deviation: (score.high - score.low) / (2 * Z80) }];
  });
  const plays = sum(scored.map((track) => track.plays));
  if (plays === 0) return null;

  const coverage = plays / sum(tracks.map((track) => track.plays));
  const weights = scored.map((track) => track.plays / plays);
  const mean = sum(scored.map(({ value }, i) => value * weights[i]!));
  const variance = sum(scored.map(({ value }, i) => (value - mean) ** 2 * weights[i]!));
  const own =
    (1 - SHARED_ERROR_SHARE) * independentVariance(scored, weights) + samplingVariance(variance, weights, coverage);
  const halfWidth = Z80 * Math.sqrt(own + SHARED_ERROR_SHARE * commonVariance(scored, weights));
  return {
    mean,
    low: Math.max(0, mean - halfWidth),
    high: Math.min(1, mean + halfWidth),
    spread: Math.sqrt(variance),
    coverage,
    ownDeviation: Math.sqrt(own),
  };
}

/** The standard deviation of scores among one's tracks where it cannot be seen yet: that of a uniform spread over half the axis, rounded. */
const PRIOR_SPREAD = 0.15;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

interface ScoredTrack {
  deviation: number;
}

/** Of errors that are each track's own and average out. */
function independentVariance(scored: readonly ScoredTrack[], weights: readonly number[]): number {
  return sum(scored.map(({ deviation }, i) => (weights[i]! * deviation) ** 2));
}

/** Of an error that all tracks have in common. */
function commonVariance(scored: readonly ScoredTrack[], weights: readonly number[]): number {
  return sum(scored.map(({ deviation }, i) => weights[i]! * deviation)) ** 2;
}

function samplingVariance(variance: number, weights: readonly number[], coverage: number): number {
  const effectiveTracks = 1 / sum(weights.map((weight) => weight ** 2));
  const shrunk = (variance * effectiveTracks + PRIOR_SPREAD ** 2) / (effectiveTracks + 1);
  return (shrunk / effectiveTracks) * (1 - coverage);
}
