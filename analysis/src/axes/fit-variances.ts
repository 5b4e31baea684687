import { studentQuantile90 } from '../maths/student-t.ts';
import { acrossFamilies, mean, type Pair } from './agreement.ts';
import type { Axis } from './axis.ts';
import { correlationsOf } from './error-correlations.ts';
import type { ErrorModel } from './error-model.ts';
import type { TrackEvidence } from './evidence.ts';
import { sourceErrors, type SourceError } from './source-errors.ts';
import { fitTails, widened, type Tails } from './tails.ts';

/** Fitted error variances in log-odds, by source and axis, what stands in for those that could not be fitted, and how errors go together. */
export interface FittedVariances extends ErrorModel {
  variances: Record<string, Partial<Record<Axis, number>>>;
  /** Tracks that a source's variance rests on. */
  tracks: Record<string, Partial<Record<Axis, number>>>;
  greatest: number;
  sharedErrorShare: number;
}

/** No source is taken to be surer than this, however well it agrees: the floor of every variance (half a unit of log-odds, squared). */
export const VARIANCE_FLOOR = 0.25;

/**
 * Fits the error variances of sources from how they agree on the same tracks, without knowing the truth t of any.
 *
 * From how sources of different families correlate follows r_at, how each correlates with the truth (agreement.ts), and so how much of
 * the truth it tells, b = r_at sd a / sd t. Then its error is
 *
 *     E(a - t)² = var a (1 - r_at²) + (1 - b)² var t + bias²
 *
 * so that a source that always says "average" is not taken for a sure one. var t is that of music of all kinds, as far as the tag
 * table knows it (source-errors.ts). bias is the distance to the mean of the groups, with what that mean leaves open. What this
 * cannot see is an error that all sources share.
 *
 * Of a source's own errors the scale of a Student's t is kept, whose degrees of freedom are those that differences of sources follow
 * (tails.ts). Variances are widened by what their own estimate leaves open. How errors go together: error-correlations.ts. `sharedErrorShare` is the
 * part of the mean squared differences that is bias, that is, common to all tracks. Pairs on fewer than 10 tracks are left out.
 */
export function fitVariances(tracks: readonly TrackEvidence[]): FittedVariances {
  const axes = sourceErrors(tracks);
  const across = axes.flatMap(({ pairs }) => acrossFamilies(pairs));
  const tails = fitTails(across.flatMap(({ shapes }) => shapes));
  const fitted: FittedVariances = {
    variances: {},
    tracks: {},
    greatest: VARIANCE_FLOOR,
    sharedErrorShare: across.length === 0 ? 1 : rounded(mean(across.map(biasShare))),
    correlations: correlationsOf(axes),
    tailFreedom: tails.freedom,
  };
  for (const { axis, errors } of axes) {
    for (const [source, error] of errors) {
      const variance = Math.max(VARIANCE_FLOOR, rounded(shapedVariance(error, tails)));
      (fitted.variances[source] ??= {})[axis] = variance;
      (fitted.tracks[source] ??= {})[axis] = error.tracks;
      fitted.greatest = Math.max(fitted.greatest, variance);
    }
  }
  return { ...fitted, variances: byName(fitted.variances), tracks: byName(fitted.tracks) };
}

const rounded = (value: number) => Number(value.toPrecision(3));
const byName = <Value>(record: Record<string, Value>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const biasShare = ({ bias, meanSquare }: Pair) => (meanSquare === 0 ? 1 : bias ** 2 / meanSquare);

/**
 * The squared scale of the t whose 80 % are those of the error: what is common to tracks has no tails, what is a track's own has. The
 * first is known from as many draws as there are groups, the second from as many as tracks (Welch 1947 puts their degrees together).
 */
function shapedVariance({ meanSquare, own, factor, extra, tracks, groups }: SourceError, tails: Tails): number {
  const narrower = (studentQuantile90(Infinity) / studentQuantile90(tails.freedom)) ** 2;
  const square = (meanSquare - own) * narrower + own * tails.scale ** 2;
  const share = own / meanSquare;
  const freedom = 1 / (share ** 2 / (tracks - 1) + (1 - share) ** 2 / groups);
  return widened((square - extra) / factor, freedom);
}
