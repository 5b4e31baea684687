import { invertPositiveDefinite, solvePositiveDefinite } from '../maths/cholesky.ts';
import { LABEL_VARIANCE } from './labels.ts';

/** A labelled track: its score and the variance of its own error in log-odds, and where an absolute label puts it. */
export interface Subject {
  isScored: boolean;
  score: number;
  variance: number;
  labelled: number | null;
}

/** The indices of two compared tracks, and how much more the first has: 0, a half or 1. */
export type Comparison = readonly [first: number, second: number, value: number];

export interface Problem {
  prior: { offset: number; slope: number };
  compared: readonly Subject[];
  comparisons: readonly Comparison[];
  /** Tracks with an absolute label and no comparison: their own errors are integrated out. */
  alone: readonly (Subject & { labelled: number })[];
}

/** The most probable parameters, `slope` less 1, and each compared track's own deviation, with their variances. */
export interface Mode {
  offset: number;
  slope: number;
  /** Of offset; of both; of slope. */
  covariance: [offset: number, both: number, slope: number];
  deviations: Float64Array;
  /** Of the compared tracks' places. */
  comparedVariances: Float64Array;
}

/**
 * The mode of a convex posterior by Newton's method with halved steps, and its covariance by Laplace's approximation. The unknowns are
 * offset, slope less 1, and the own deviation of each compared track.
 */
export function findMode(problem: Problem): Mode {
  const size = 2 + problem.compared.length;
  let at = new Float64Array(size);
  let loss = lossAt(problem, at);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { gradient, curvature } = derivatives(problem, at);
    const step = solvePositiveDefinite(curvature, size, gradient);
    const better = shorten(problem, { at, step, loss });
    if (better === null) break;
    const gain = loss - better.loss;
    ({ at, loss } = better);
    if (gain < ENOUGH) break;
  }
  const covariance = invertPositiveDefinite(derivatives(problem, at).curvature, size);
  return {
    offset: at[0]!,
    slope: Math.max(LEAST_SLOPE - 1, at[1]!),
    covariance: [covariance[0]!, covariance[1]!, covariance[size + 1]!],
    deviations: at.slice(2),
    comparedVariances: Float64Array.from(problem.compared, (subject, i) => {
      const row = rowOf(subject, 2 + i);
      return row.reduce(
        (sum, [p, a]) => sum + row.reduce((inner, [q, b]) => inner + a * b * covariance[p * size + q]!, 0),
        0,
      );
    }),
  };
}

const MOST_ROUNDS = 50;
const ENOUGH = 1e-12;
/** Whoever hears the opposite of the scores has them flattened, not turned round. */
const LEAST_SLOPE = 0.2;
/** A comparison errs as two absolute labels do: a logistic with the variance of their difference. */
const STEEPNESS = Math.PI / Math.sqrt(3 * 2 * LABEL_VARIANCE);

/** What a track's place depends on, as (unknown, factor): offset, slope, and its own deviation where it has one. */
function rowOf({ isScored, score }: Subject, own?: number): [unknown: number, factor: number][] {
  const shared: [number, number][] = isScored
    ? [
        [0, 1],
        [1, score],
      ]
    : [];
  return own === undefined ? shared : [...shared, [own, 1]];
}

const placeAt = (subject: Subject, row: readonly (readonly [number, number])[], at: Float64Array) =>
  row.reduce((sum, [unknown, factor]) => sum + factor * at[unknown]!, subject.isScored ? subject.score : 0);

const logLogistic = (x: number) => (x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)));

function lossAt(problem: Problem, at: Float64Array): number {
  const { prior, compared, comparisons, alone } = problem;
  let loss = at[0]! ** 2 / (2 * prior.offset) + at[1]! ** 2 / (2 * prior.slope);
  const places = compared.map((subject, i) => placeAt(subject, rowOf(subject, 2 + i), at));
  compared.forEach(({ variance, labelled }, i) => {
    loss += at[2 + i]! ** 2 / (2 * variance);
    if (labelled !== null) loss += (labelled - places[i]!) ** 2 / (2 * LABEL_VARIANCE);
  });
  for (const subject of alone) {
    loss += (subject.labelled - placeAt(subject, rowOf(subject), at)) ** 2 / (2 * (subject.variance + LABEL_VARIANCE));
  }
  for (const [first, second, value] of comparisons) {
    const x = STEEPNESS * (places[first]! - places[second]!);
    loss -= value * logLogistic(x) + (1 - value) * logLogistic(-x);
  }
  return loss;
}

function derivatives(problem: Problem, at: Float64Array): { gradient: Float64Array; curvature: Float64Array } {
  const { prior, compared, comparisons, alone } = problem;
  const size = at.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const add = (row: readonly (readonly [number, number])[], slope: number, bend: number) => {
    for (const [p, a] of row) {
      gradient[p]! += slope * a;
      for (const [q, b] of row) curvature[p * size + q]! += bend * a * b;
    }
  };
  add([[0, 1]], at[0]! / prior.offset, 1 / prior.offset);
  add([[1, 1]], at[1]! / prior.slope, 1 / prior.slope);
  const rows = compared.map((subject, i) => rowOf(subject, 2 + i));
  const places = compared.map((subject, i) => placeAt(subject, rows[i]!, at));
  compared.forEach(({ variance, labelled }, i) => {
    add([[2 + i, 1]], at[2 + i]! / variance, 1 / variance);
    if (labelled !== null) add(rows[i]!, (places[i]! - labelled) / LABEL_VARIANCE, 1 / LABEL_VARIANCE);
  });
  for (const subject of alone) {
    const row = rowOf(subject);
    const variance = subject.variance + LABEL_VARIANCE;
    add(row, (placeAt(subject, row, at) - subject.labelled) / variance, 1 / variance);
  }
  for (const [first, second, value] of comparisons) {
    const share = 1 / (1 + Math.exp(-STEEPNESS * (places[first]! - places[second]!)));
    add(differenceOf(rows[first]!, rows[second]!), STEEPNESS * (share - value), STEEPNESS ** 2 * share * (1 - share));
  }
  return { gradient, curvature };
}

function differenceOf(first: readonly (readonly [number, number])[], second: readonly (readonly [number, number])[]) {
  const factors = new Map<number, number>(first);
  for (const [unknown, factor] of second) factors.set(unknown, (factors.get(unknown) ?? 0) - factor);
  return [...factors];
}

function shorten(
  problem: Problem,
  { at, step, loss }: { at: Float64Array; step: Float64Array; loss: number },
): { at: Float64Array<ArrayBuffer>; loss: number } | null {
  for (let factor = 1; factor > 1e-6; factor /= 2) {
    const next = Float64Array.from(at, (value, i) => value - factor * step[i]!);
    const reached = lossAt(problem, next);
    if (reached < loss) return { at: next, loss: reached };
  }
  return null;
}
