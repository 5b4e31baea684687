import type { AxisScore } from '../axes/evidence.ts';
import { Z80 } from '../axes/fuse.ts';
import { logistic, logit } from '../axes/logit.ts';

export type Bounded = Pick<AxisScore, 'value' | 'low' | 'high'>;

/** A score in log-odds, with the variance that its 80 % interval stands for. */
export interface Place {
  logOdds: number;
  variance: number;
}

export function placeOf({ value, low, high }: Bounded): Place {
  const deviation = (logit(high) - logit(low)) / (2 * Z80);
  return { logOdds: logit(value), variance: Math.max(LEAST_VARIANCE, deviation ** 2) };
}

export function boundedOf({ logOdds, variance }: Place): Bounded {
  const halfWidth = Z80 * Math.sqrt(variance);
  return { value: logistic(logOdds), low: logistic(logOdds - halfWidth), high: logistic(logOdds + halfWidth) };
}

/** Where rounding closed an interval. */
const LEAST_VARIANCE = 1e-4;
