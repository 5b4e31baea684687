import { invertPositiveDefinite } from '../maths/cholesky.ts';
import { compareText } from './compare-text.ts';

/** A track as a point of a space, with how often it was played. */
export interface PlayedPoint {
  recordingId: string;
  plays: number;
  vector: ArrayLike<number>;
}

/** distance: Mahalanobis, in units in which a track of this listening lies about 1 away (the root mean square over the plays is 1). */
export interface Outlier {
  recordingId: string;
  plays: number;
  distance: number;
}

export interface Outliers {
  /** Farthest from the centre first, every track once. */
  tracks: Outlier[];
  /** How far the covariance was drawn towards a sphere, 0 to 1. */
  shrinkage: number;
}

/**
 * How unusual each track is within these plays: its Mahalanobis distance to the play-weighted centre, by the play-weighted covariance
 * shrunk towards a sphere by as much as Chen, Wiesel, Eldar & Hero (2010) find best for normal data (OAS), so that it works
 * with fewer tracks than the space has dimensions. The plays of one track are one observation of it, heavier or lighter: the
 * effective number of tracks (Kish 1965) stands for the number of observations.
 *
 * Fewer than three tracks, or tracks that all lie in one place, have no outliers: distances are 0.
 *
 * @throws RangeError where vectors differ in length or hold what is not finite, or plays are not positive; it says which row
 */
export function findOutliers(unordered: readonly PlayedPoint[]): Outliers {
  const points = unordered.toSorted((a, b) => compareText(a.recordingId, b.recordingId));
  const dims = points[0]?.vector.length ?? 0;
  unordered.forEach((point, row) => refuseNonsense(point, row, dims));
  const total = points.reduce((sum, { plays }) => sum + plays, 0);
  const weights = points.map(({ plays }) => plays / total);
  const centred = centre(points, weights, dims);
  const covariance = covarianceOf(centred, weights, dims);
  const trace = diagonal(covariance, dims);
  const none = { tracks: points.map(({ recordingId, plays }) => ({ recordingId, plays, distance: 0 })), shrinkage: 1 };
  if (points.length < 3 || !(trace > TINY)) return none;
  const effective = 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const shrinkage = oas(covariance, { dims, trace, effective });
  for (let i = 0; i < covariance.length; i++) covariance[i]! *= 1 - shrinkage;
  // A little of the sphere always stays: tracks on a line have no width across it.
  for (let i = 0; i < dims; i++) covariance[i * dims + i]! += Math.max(shrinkage, LEAST_SPHERE) * (trace / dims);
  const inverse = invertPositiveDefinite(covariance, dims);
  const tracks = points.map(({ recordingId, plays }, row) => ({
    recordingId,
    plays,
    distance: Math.sqrt(squaredDistance(inverse, centred.subarray(row * dims, (row + 1) * dims), dims)),
  }));
  const scale = Math.sqrt(tracks.reduce((sum, { distance }, i) => sum + weights[i]! * distance ** 2, 0));
  return {
    tracks: tracks
      .map((track) => ({ ...track, distance: track.distance / scale }))
      .sort((a, b) => b.distance - a.distance || compareText(a.recordingId, b.recordingId)),
    shrinkage,
  };
}

const TINY = 1e-12;
const LEAST_SPHERE = 1e-3;

function refuseNonsense({ recordingId, plays, vector }: PlayedPoint, row: number, dims: number): void {
  if (vector.length !== dims)
    throw new RangeError(`Row ${row} (${recordingId}) has ${vector.length} numbers, not ${dims}.`);
  for (let i = 0; i < dims; i++)
    if (!Number.isFinite(vector[i]))
      throw new RangeError(`Row ${row} (${recordingId}) holds what is not a finite number.`);
  if (!(plays > 0 && plays < Infinity)) throw new RangeError(`Row ${row} (${recordingId}) has no number of plays.`);
}

function centre(points: readonly PlayedPoint[], weights: readonly number[], dims: number): Float64Array {
  const mean = new Float64Array(dims);
  points.forEach(({ vector }, row) => {
    for (let i = 0; i < dims; i++) mean[i]! += weights[row]! * vector[i]!;
  });
  const centred = new Float64Array(points.length * dims);
  points.forEach(({ vector }, row) => {
    for (let i = 0; i < dims; i++) centred[row * dims + i] = vector[i]! - mean[i]!;
  });
  return centred;
}

function covarianceOf(centred: Float64Array, weights: readonly number[], dims: number): Float64Array {
  const covariance = new Float64Array(dims * dims);
  weights.forEach((weight, row) => {
    const from = row * dims;
    for (let i = 0; i < dims; i++) {
      const scaled = weight * centred[from + i]!;
      for (let j = 0; j <= i; j++) covariance[i * dims + j]! += scaled * centred[from + j]!;
    }
  });
  for (let i = 0; i < dims; i++) for (let j = 0; j < i; j++) covariance[j * dims + i] = covariance[i * dims + j]!;
  return covariance;
}

function diagonal(matrix: Float64Array, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) sum += matrix[i * dims + i]!;
  return sum;
}

/** Chen et al. 2010, equation 23. */
function oas(
  covariance: Float64Array,
  { dims, trace, effective }: { dims: number; trace: number; effective: number },
): number {
  const squares = covariance.reduce((sum, value) => sum + value * value, 0);
  const above = (1 - 2 / dims) * squares + trace ** 2;
  const below = (effective + 1 - 2 / dims) * (squares - trace ** 2 / dims);
  return below <= 0 ? 1 : Math.min(1, above / below);
}

/** The quadratic form of a point with the inverse covariance. */
function squaredDistance(inverse: Float64Array, point: Float64Array, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    let product = 0;
    for (let j = 0; j < dims; j++) product += inverse[i * dims + j]! * point[j]!;
    sum += product * point[i]!;
  }
  return sum;
}
