import type { AxisScore, Evidence, EvidenceGroup } from './evidence.ts';
import { logistic } from './logit.ts';

/** However many sources of one group agree, together they weigh at most this many times their best one. */
export const GROUP_CAP = 1.5;
/** Half the width of a central 80 % interval of the normal distribution, in standard deviations. */
export const Z80 = 1.2815515655446004;

/**
 * One score from the opinions on one axis: their mean in log-odds, weighted by precision (1 / variance), with the
 * precision of each correlated group scaled down to its cap. The interval is the central 80 % of a normal in log-odds
 * whose variance is 1 / (sum of the weights), widened where the groups disagree by more than their variances explain
 * (the Birge ratio, as for inconsistent measurements). Null without evidence.
 */
export function fuse(evidence: readonly Evidence[]): AxisScore | null {
  if (evidence.length === 0) return null;
  const weights = cappedPrecisions(evidence);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = evidence.reduce((sum, { logOdds }, i) => sum + logOdds * weights[i]!, 0) / total;
  const deviation = Math.sqrt(disagreement(evidence, weights, mean) / total);
  return {
    value: logistic(mean),
    low: logistic(mean - Z80 * deviation),
    high: logistic(mean + Z80 * deviation),
    sources: evidence
      .map(({ source, group, logOdds }, i) => ({
        source,
        group,
        value: logistic(logOdds),
        weight: weights[i]! / total,
      }))
      .sort((a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1)),
  };
}

function cappedPrecisions(evidence: readonly Evidence[]): number[] {
  const precisions = evidence.map(({ variance }) => 1 / variance);
  const scales = new Map<EvidenceGroup, number>();
  for (const { group } of evidence) {
    if (scales.has(group)) continue;
    const members = precisions.filter((_, i) => evidence[i]!.group === group);
    const sum = members.reduce((a, b) => a + b, 0);
    scales.set(group, Math.min(1, (GROUP_CAP * Math.max(...members)) / sum));
  }
  return precisions.map((precision, i) => precision * scales.get(evidence[i]!.group)!);
}

/** The factor, at least 1, by which the sources scatter more than they should. */
function disagreement(evidence: readonly Evidence[], weights: readonly number[], mean: number): number {
  if (evidence.length < 2) return 1;
  const scatter = evidence.reduce((sum, { logOdds }, i) => sum + weights[i]! * (logOdds - mean) ** 2, 0);
  return Math.max(1, scatter / (evidence.length - 1));
}
