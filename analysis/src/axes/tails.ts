import { studentQuantile90 } from '../maths/student-t.ts';
import { FEWEST_TRACKS } from './agreement.ts';

/** How heavy the tails of errors are. */
export interface Tails {
  /** Degrees of freedom of Student's t. */
  freedom: number;
  /** The t's scale, over the root of the mean square. */
  scale: number;
}

/**
 * The Student's t that differences of sources follow best (greatest likelihood), of those of 3 to 30 degrees of freedom, and its scale.
 * @param shapes differences without their mean, over the root of their mean square
 */
export function fitTails(shapes: readonly number[]): Tails {
  if (shapes.length < FEWEST_TRACKS) return { freedom: FREEDOMS[0]!, scale: 1 };
  const fits = FREEDOMS.map((freedom) => {
    const scale = scaleOf(shapes, freedom);
    return { freedom, scale, likelihood: logLikelihood(shapes, freedom, scale) };
  });
  const { freedom, scale } = fits.reduce((best, fit) => (fit.likelihood > best.likelihood ? fit : best));
  return { freedom, scale };
}

const FREEDOMS = [3, 4, 5, 6, 8, 10, 15, 20, 30];
const TURNS = 60;

/** The most likely scale by reweighting (Lange, Little and Taylor 1989). */
function scaleOf(values: readonly number[], freedom: number): number {
  let square = 1;
  for (let turn = 0; turn < TURNS; turn++) {
    let sum = 0;
    for (const value of values) sum += ((freedom + 1) * value ** 2) / (freedom + value ** 2 / square);
    square = sum / values.length;
  }
  return Math.sqrt(square);
}

function logLikelihood(values: readonly number[], freedom: number, scale: number): number {
  const constant =
    logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - 0.5 * Math.log(freedom * Math.PI) - Math.log(scale);
  return values.reduce(
    (sum, value) => sum + constant - ((freedom + 1) / 2) * Math.log1p((value / scale) ** 2 / freedom),
    0,
  );
}

/** Stirling's series, after stepping up to 8 and more. */
function logGamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < 8; at++) below += Math.log(at);
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * at) - 1 / (360 * at ** 3) - below;
}

/**
 * The variance with which intervals hold, where it is itself an estimate of so many degrees of freedom: the t's quantile in place of
 * the normal's, squared.
 */
export function widened(variance: number, freedom: number): number {
  return variance * (studentQuantile90(Math.max(1, freedom)) / studentQuantile90(Infinity)) ** 2;
}
