import { Z80 } from '../axes/fuse.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import type { PlayedTracks } from './summary.ts';

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

/** The scores of all tracks on one axis; NaN where a track has none. */
interface AxisColumn {
  value: Float64Array;
  deviation: Float64Array;
}

/**
 * The summary of one axis, or null where no play has a score on it.
 *
 * Two uncertainties widen the interval. Each score's own error: a share of it (SHARED_ERROR_SHARE, fitted) is common to all
 * tracks, because one table or model judged them, and does not average out. And the plays without a score: the scored ones
 * are then a sample of the week, with the sampling variance of a mean (effective sample size by Kish, 1965) and the finite
 * population correction 1 - coverage. A single scored track shows no spread; one virtual track of PRIOR_SPREAD stands in.
 */
export function summariseAxis(
  { tracks, plays }: PlayedTracks,
  listens: number,
  { value, deviation }: AxisColumn,
): AxisSummary | null {
  let scored = 0;
  let total = 0;
  for (let i = 0; i < tracks.length; i++) {
    const at = value[tracks[i]!]!;
    if (Number.isNaN(at)) continue;
    scored += plays[i]!;
    total += plays[i]! * at;
  }
  if (scored === 0) return null;
  const mean = total / scored;

  let variance = 0;
  let independent = 0;
  let common = 0;
  let squaredWeights = 0;
  for (let i = 0; i < tracks.length; i++) {
    const at = value[tracks[i]!]!;
    if (Number.isNaN(at)) continue;
    const weight = plays[i]! / scored;
    const error = weight * deviation[tracks[i]!]!;
    variance += weight * (at - mean) ** 2;
    independent += error * error;
    common += error;
    squaredWeights += weight * weight;
  }
  const coverage = scored / listens;
  const own = (1 - SHARED_ERROR_SHARE) * independent + samplingVariance(variance, 1 / squaredWeights, coverage);
  const halfWidth = Z80 * Math.sqrt(own + SHARED_ERROR_SHARE * common ** 2);
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

function samplingVariance(variance: number, effectiveTracks: number, coverage: number): number {
  const shrunk = (variance * effectiveTracks + PRIOR_SPREAD ** 2) / (effectiveTracks + 1);
  return (shrunk / effectiveTracks) * (1 - coverage);
}
