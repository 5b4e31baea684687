import { AXES, type Axis } from './axis.ts';
import type { Evidence } from './evidence.ts';
import { logit } from './logit.ts';
import { TAG_AXES } from './tag-table.ts';

/** Fitted error variances in log-odds, by source and axis, with what stands in for those that could not be fitted. */
export interface FittedVariances {
  variances: Record<string, Partial<Record<Axis, number>>>;
  greatest: number;
  sharedErrorShare: number;
}

/** No source is taken to be surer than this, however well it agrees: the floor of every variance (half a unit of log-odds, squared). */
export const VARIANCE_FLOOR = 0.25;
const FEWEST_TRACKS = 10;
const MOST_CORRELATION = 0.95;

/**
 * Fits the error variances of sources from how they agree on the same tracks, given all unfused evidence of each track.
 *
 * Nobody knows the truth t, but two sources a and b whose errors are independent correlate as r_ab = r_at r_bt (Spearman 1904).
 * Only sources of different groups are compared, since errors within a group go together and would pass for agreement. The
 * pair that agrees best shares its correlation evenly (r_at = r_bt = √r_ab); the rest follows. Then the error of a source is
 *
 *     E(a - t)² = var a + var t - 2 r_at sd a sd t + (bias / 2)²
 *
 * so that a source that always says "average" is not taken for a sure one. var t, how far tracks spread on the axis, is taken from
 * the tag table's genres; bias is the mean difference of the two. What this cannot see is an error that all sources
 * share. `sharedErrorShare` is the part of the mean squared differences that is bias, that is, common to all tracks.
 * Pairs on fewer than 10 tracks are left out.
 */
export function fitVariances(tracks: readonly (readonly Evidence[])[]): FittedVariances {
  const variances: FittedVariances['variances'] = {};
  const shared: number[] = [];
  for (const axis of AXES) {
    const pairs = compare(tracks, axis);
    shared.push(...pairs.map(({ bias, meanSquare }) => bias ** 2 / meanSquare));
    for (const [source, variance] of errorsOf(pairs, spreadOf(axis))) {
      (variances[source] ??= {})[axis] = rounded(Math.max(VARIANCE_FLOOR, variance));
    }
  }
  const all = Object.values(variances).flatMap((byAxis) => Object.values(byAxis));
  return {
    variances: Object.fromEntries(Object.entries(variances).sort(([a], [b]) => (a < b ? -1 : 1))),
    greatest: Math.max(VARIANCE_FLOOR, ...all),
    sharedErrorShare: shared.length === 0 ? 1 : rounded(mean(shared)),
  };
}

/** Two sources on the tracks that both speak of. */
interface Pair {
  a: Series;
  b: Series;
  correlation: number;
  bias: number;
  meanSquare: number;
}

interface Series {
  source: string;
  values: number[];
}

const rounded = (value: number) => Number(value.toPrecision(3));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const covariance = (x: readonly number[], y: readonly number[]) =>
  mean(x.map((value, i) => value * y[i]!)) - mean(x) * mean(y);
const deviation = (values: readonly number[]) => Math.sqrt(Math.max(0, covariance(values, values)));

/** The standard deviation of the tag table on an axis, in log-odds. */
function spreadOf(axis: Axis): number {
  return deviation([...TAG_AXES.values()].flatMap((says) => (says[axis] === undefined ? [] : [logit(says[axis])])));
}

/** The comparable pairs, the best agreeing first. */
function compare(tracks: readonly (readonly Evidence[])[], axis: Axis): Pair[] {
  const pairs = new Map<string, { a: Series; b: Series }>();
  for (const track of tracks) {
    for (const [one, other] of pairsOf(track.filter((evidence) => evidence.axis === axis))) {
      const [a, b] = one.source < other.source ? [one, other] : [other, one];
      const key = `${a.source} ${b.source}`;
      const pair = pairs.get(key) ?? { a: { source: a.source, values: [] }, b: { source: b.source, values: [] } };
      pair.a.values.push(a.logOdds);
      pair.b.values.push(b.logOdds);
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()]
    .filter(({ a }) => a.values.length >= FEWEST_TRACKS)
    .map(({ a, b }) => {
      const scale = deviation(a.values) * deviation(b.values);
      return {
        a,
        b,
        correlation: scale === 0 ? 0 : Math.max(0, covariance(a.values, b.values) / scale),
        bias: mean(a.values) - mean(b.values),
        meanSquare: mean(a.values.map((value, i) => (value - b.values[i]!) ** 2)),
      };
    })
    .sort((p, q) => q.correlation - p.correlation || (p.a.source + p.b.source < q.a.source + q.b.source ? -1 : 1));
}

function pairsOf(evidence: readonly Evidence[]): [Evidence, Evidence][] {
  return evidence.flatMap((one, i) =>
    evidence.slice(i + 1).flatMap((other): [Evidence, Evidence][] => (one.group === other.group ? [] : [[one, other]])),
  );
}

function errorsOf(pairs: readonly Pair[], spread: number): Map<string, number> {
  const withTruth = new Map<string, number>();
  const errors = new Map<string, number>();
  for (const { a, b, correlation, bias } of pairs) {
    const [ofA, ofB] = [withTruth.get(a.source), withTruth.get(b.source)];
    const even = Math.sqrt(correlation);
    for (const [series, own, others] of [
      [a, ofA, ofB],
      [b, ofB, ofA],
    ] as const) {
      if (own !== undefined) continue;
      const toTruth = Math.min(MOST_CORRELATION, others === undefined ? even : others === 0 ? 0 : correlation / others);
      withTruth.set(series.source, toTruth);
      const width = deviation(series.values);
      errors.set(series.source, width ** 2 + spread ** 2 - 2 * toTruth * width * spread + (bias / 2) ** 2);
    }
  }
  return errors;
}
