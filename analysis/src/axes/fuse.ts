import { studentQuantile90 } from '../maths/student-t.ts';
import { betweenFamilies, familyOf, type ErrorModel, type Level } from './error-model.ts';
import type { AxisScore, Evidence, EvidenceGroup } from './evidence.ts';
import { logistic } from './logit.ts';
import { FITTED_ERRORS, isCalibrated } from './variances.ts';
import { weighGroups } from './weigh-groups.ts';

/** However many sources of one group agree, together they weigh at most this many times their best one, where nothing was fitted. */
export const GROUP_CAP = 1.5;
/** Half the width of a central 80 % interval of the normal distribution, in standard deviations. */
export const Z80 = 1.2815515655446004;

/**
 * One score from the opinions on one axis: their mean in log-odds, weighted by precision. Null without evidence.
 *
 * Sources of one group share errors of correlation r. Of equal precision p, n of them are worth n p / (1 + (n - 1) r); with unequal ones
 * n is the sum over the best, so that a group never weighs more than its best source / r, however many there are. Groups are
 * weighted by the covariance of their errors (weigh-groups.ts).
 *
 * The interval is the central 80 % of a Student's t in log-odds. Errors of a track share a scale that is not known beforehand (a track
 * may be an odd one for all sources); with the prior of a t of `tailFreedom` degrees, k groups that scatter by S about the mean leave
 * (tailFreedom + S) / (tailFreedom + k - 1) of it and a t of as many degrees (Gelman et al., Bayesian Data Analysis, 3.2). Groups
 * that agree narrow the interval, those that contradict each other widen it.
 * @throws RangeError for an opinion that is not a number or has no positive variance
 */
export function fuse(evidence: readonly Evidence[], errors: ErrorModel = FITTED_ERRORS): AxisScore | null {
  if (evidence.length === 0) return null;
  const ordered = evidence.toSorted(byNameThenOpinion);
  for (const one of ordered) refuseNonsense(one);
  const { axis } = ordered[0]!;
  const { [axis]: here, any } = errors.correlations;
  const shared = (level: Level, otherwise = level) =>
    here?.[level] ?? any?.[level] ?? any?.[otherwise] ?? 1 / GROUP_CAP;
  const groups = groupsOf(ordered, shared);
  const across = (a: number, b: number) => correlationOf(groups[a]!, groups[b]!, shared);
  const { weights, variance } = weighGroups(groups, across);
  const mean = groups.reduce((sum, group, i) => sum + group.mean * weights[i]!, 0);
  const freedom = errors.tailFreedom + groups.length - 1;
  const scale = (errors.tailFreedom + scatterOf(groups, mean, across)) / freedom;
  const halfWidth = studentQuantile90(freedom) * Math.sqrt(scale * variance);
  const parts = groups.flatMap(({ members, sum }, i) =>
    members.map((member) => ({ ...member, weight: weights[i]! / member.variance / sum })),
  );
  const sources = parts.map(({ source, group, logOdds, weight }) => ({
    source,
    group,
    value: logistic(logOdds),
    weight,
    calibrated: isCalibrated(source, axis),
  }));
  return {
    value: logistic(mean),
    low: logistic(mean - halfWidth),
    high: logistic(mean + halfWidth),
    calibrated: sources.every(({ calibrated }) => calibrated),
    sources: sources.sort((a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1)),
  };
}

/** What the sources of one group say together. */
interface Group {
  name: EvidenceGroup;
  members: readonly Evidence[];
  /** Of the members' own precisions. */
  sum: number;
  mean: number;
  precision: number;
  /** Standard deviation of the best member's error. */
  deviation: number;
}

type Shared = (level: Level, otherwise?: Level) => number;

/** Groups in the order in which evidence names them. */
function groupsOf(evidence: readonly Evidence[], shared: Shared): Group[] {
  const byGroup = new Map<EvidenceGroup, Evidence[]>();
  for (const one of evidence) {
    const members = byGroup.get(one.group);
    if (members === undefined) byGroup.set(one.group, [one]);
    else members.push(one);
  }
  return [...byGroup].map(([name, members]) => {
    const sum = members.reduce((total, { variance }) => total + 1 / variance, 0);
    const best = Math.max(...members.map(({ variance }) => 1 / variance));
    return {
      name,
      members,
      sum,
      mean: members.reduce((total, { logOdds, variance }) => total + logOdds / variance, 0) / sum,
      precision: sum / (1 + (sum / best - 1) * shared(name)),
      deviation: 1 / Math.sqrt(best),
    };
  });
}

/** What two groups' errors share stays when the members of each are put together, and so weighs more in what is left. */
function correlationOf(a: Group, b: Group, shared: Shared): number {
  const [ofA, ofB] = [familyOf(a.name), familyOf(b.name)];
  const ofMembers = ofA === ofB ? shared(ofA) : shared(betweenFamilies(ofA, ofB), 'all');
  return Math.min(MOST_ALIKE, ofMembers * a.deviation * b.deviation * Math.sqrt(a.precision * b.precision));
}

const MOST_ALIKE = 0.95;

/** By how much groups contradict each other, in units of what is to be expected; about one less than their number. */
function scatterOf(groups: readonly Group[], mean: number, across: (a: number, b: number) => number): number {
  let [scatter, apart, pairs] = [0, 0, 0];
  groups.forEach((group, i) => {
    scatter += group.precision * (group.mean - mean) ** 2;
    for (let j = 0; j < i; j++, pairs++) apart += 1 - across(i, j);
  });
  return pairs === 0 ? 0 : (scatter * pairs) / apart;
}

function refuseNonsense({ source, axis, logOdds, variance }: Evidence): void {
  if (Number.isFinite(logOdds) && variance > 0 && variance < Infinity) return;
  throw new RangeError(`${source} on ${axis} says ${logOdds} with variance ${variance}, which is no opinion.`);
}

/** Sums of floating-point numbers depend on their order; this one depends on the evidence alone. */
function byNameThenOpinion(a: Evidence, b: Evidence): number {
  if (a.group !== b.group) return a.group < b.group ? -1 : 1;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.logOdds - b.logOdds || a.variance - b.variance;
}
