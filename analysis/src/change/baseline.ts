import type { Series } from './series.ts';

/** What is usual for a listener on one axis, learnt from weeks gone by. */
export interface Baseline {
  /** The usual level of each class of evidence, in the order of EVIDENCE_CLASSES. */
  levels: readonly Level[];
  /** How much one week's taste differs from another's: a standard deviation, without what the choice of tracks adds. */
  deviation: number;
  /** How much of a week's difference is there still in the next one, 0 to 0.8. */
  persistence: number;
  /** How many weeks it was learnt from. */
  weeks: number;
}

/** variance: how far off the mean may be. share: of the scored plays. */
export interface Level {
  mean: number;
  variance: number;
  share: number;
}

/** A week against the usual: the difference, and the variance that the choice of tracks and the usual level add to it. */
export interface Residual {
  at: number;
  value: number;
  variance: number;
}

/** Before their own weeks say more: how much weeks differ (and as how many weeks that counts), and how long it lasts. */
const PRIOR_DEVIATION = 0.04;
const PRIOR_WEEKS = 6;
const PRIOR_PERSISTENCE = 0.3;
const MOST_PERSISTENCE = 0.8;
/** How far two classes of evidence may judge the same music apart, as a standard deviation. */
const CLASS_BIAS = 0.15;
/** Squared deviations beyond this are cut off, so that one strange week does not make strange weeks usual; and what then remains of χ²(1). */
const CUT = 4;
const MEAN_OF_CUT = 0.9205;

/** Learns what is usual from the weeks `from` to `to` (exclusive) of a series. Null where none of them has a scored play. */
export function learnBaseline(series: Series, from: number, to: number): Baseline | null {
  let deviation = PRIOR_DEVIATION;
  let levels = levelsOf(series, { from, to, deviation, persistence: PRIOR_PERSISTENCE });
  if (levels === null) return null;
  let residuals: Residual[] = [];
  for (let pass = 0; pass < 2; pass++) {
    residuals = [];
    for (let row = from; row < to; row++) {
      const residual = residualOf(series, row, levels!);
      if (residual !== null) residuals.push(residual);
    }
    deviation = deviationOf(residuals);
    levels = levelsOf(series, { from, to, deviation, persistence: PRIOR_PERSISTENCE, usual: levels! });
  }
  const persistence = persistenceOf(residuals, deviation);
  levels = levelsOf(series, { from, to, deviation, persistence, usual: levels! });
  return { levels: levels!, deviation, persistence, weeks: residuals.length };
}

/**
 * A week against the usual; null where it has no scored play. Each class of evidence is compared with its own usual level, so that
 * it is no difference when a listener's tracks merely come to be known in another way. What a shift between the classes itself
 * makes (more plays of the class that is the livelier one) counts by what is left of it once it is lessened by as much as two
 * ways of scoring the same music may be apart.
 */
export function residualOf({ at, classes }: Series, row: number, levels: readonly Level[]): Residual | null {
  let plays = 0;
  let within = 0;
  let variance = 0;
  for (let i = 0; i < classes.length; i++) {
    const own = classes[i]!.plays[row]!;
    if (own === 0) continue;
    plays += own;
    within += own * (classes[i]!.mean[row]! - levels[i]!.mean);
    variance += own * own * (classes[i]!.variance[row]! + levels[i]!.variance);
  }
  if (plays === 0) return null;
  const moved = classes[0]!.plays[row]! / plays - levels[0]!.share;
  const between = moved * (levels[0]!.mean - levels[1]!.mean);
  const counted = Math.sign(between) * Math.max(0, Math.abs(between) - CLASS_BIAS * Math.abs(moved));
  return { at: at[row]!, value: within / plays + counted, variance: variance / plays ** 2 };
}

interface LevelsInput {
  from: number;
  to: number;
  deviation: number;
  persistence: number;
  /** The levels as far as they are known: weeks far from them are pulled in. */
  usual?: readonly Level[];
}

function levelsOf(
  { classes }: Series,
  { from, to, deviation, persistence, usual }: LevelsInput,
): readonly Level[] | null {
  const own = classes.map(({ plays, mean, variance }, i) => {
    const centre = usual?.[i]?.mean ?? null;
    let precision = 0;
    let sum = 0;
    let all = 0;
    for (let row = from; row < to; row++) {
      if (plays[row] === 0) continue;
      all += plays[row]!;
      const around = deviation * deviation + variance[row]!;
      const reach = 2 * Math.sqrt(around);
      const value = centre === null ? mean[row]! : Math.min(centre + reach, Math.max(centre - reach, mean[row]!));
      precision += 1 / around;
      sum += value / around;
    }
    return { plays: all, precision, mean: precision === 0 ? 0 : sum / precision };
  });
  const [plays, precision] = [total(own.map((one) => one.plays)), total(own.map((one) => one.precision))];
  if (plays === 0) return null;
  // Weeks that resemble their neighbours tell less of the level than as many independent ones.
  const inflation = (1 + persistence) / (1 - persistence);
  const prior = 1 / CLASS_BIAS ** 2;
  return own.map((one) => {
    const share = one.plays / plays;
    const rest = precision - one.precision;
    const known = one.precision / inflation;
    if (!(rest > 0)) return { mean: one.mean, variance: 1 / known, share };
    // What a class seldom met is expected to be: the level of the others, give or take the bias between classes.
    const others = (total(own.map((other) => other.precision * other.mean)) - one.precision * one.mean) / rest;
    return { mean: (known * one.mean + prior * others) / (known + prior), variance: 1 / (known + prior), share };
  });
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/**
 * The deviation that the mean of squared residuals asks for beyond their own variances (Paule & Mandel 1982), with squares cut off,
 * shrunk to the prior.
 */
function deviationOf(residuals: readonly Residual[]): number {
  const count = residuals.length;
  const excess = (squared: number) => {
    let sum = 0;
    for (const { value, variance } of residuals) sum += Math.min(CUT, (value * value) / (squared + variance));
    return sum - MEAN_OF_CUT * count;
  };
  let low = 0;
  if (excess(1e-9) > 0) {
    let high = 0.25;
    for (let step = 0; step < 14; step++) {
      const middle = (low + high) / 2;
      if (excess(middle) > 0) low = middle;
      else high = middle;
    }
  }
  return Math.sqrt((count * low + PRIOR_WEEKS * PRIOR_DEVIATION ** 2) / (count + PRIOR_WEEKS));
}

/** The covariance of neighbouring weeks beside the variance of the taste itself, shrunk to the prior. */
function persistenceOf(residuals: readonly Residual[], deviation: number): number {
  let pairs = 0;
  let sum = 0;
  for (let i = 1; i < residuals.length; i++) {
    const [before, now] = [residuals[i - 1]!, residuals[i]!];
    if (now.at !== before.at + 1) continue;
    pairs++;
    sum += cut(now, deviation) * cut(before, deviation);
  }
  const own = sum / deviation ** 2;
  const shrunk = (own + 2 * PRIOR_WEEKS * PRIOR_PERSISTENCE) / (pairs + 2 * PRIOR_WEEKS);
  return Math.min(MOST_PERSISTENCE, Math.max(0, shrunk));
}

function cut({ value, variance }: Residual, deviation: number): number {
  const most = 2 * Math.sqrt(deviation * deviation + variance);
  return Math.min(most, Math.max(-most, value));
}
