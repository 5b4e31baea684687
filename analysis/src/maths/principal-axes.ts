import { symmetricEigen } from './symmetric-eigen.ts';
import { seededRandom } from './random.ts';

/** A symmetric positive semi-definite linear map of R^size, given by what it does to a vector. */
export interface SymmetricMap {
  size: number;
  apply(vector: Float64Array): Float64Array;
}

/** Orthonormal axes with their eigenvalues, greatest first. */
export interface PrincipalAxes {
  values: number[];
  axes: Float64Array[];
}

/**
 * The `count` leading eigenvectors of a symmetric map by subspace iteration with Rayleigh-Ritz (Halko, Martinsson & Tropp
 * 2011). Deterministic: the start is a fixed pseudo-random block, and each axis is turned so that its greatest entry (the
 * first of equals) is positive. Axes whose eigenvalue is nothing beside the greatest are left out, so fewer may come back.
 */
export function principalAxes(map: SymmetricMap, count: number): PrincipalAxes {
  const width = Math.min(map.size, count + OVERSAMPLING);
  const random = seededRandom(1);
  let block = orthonormal(
    Array.from({ length: width }, () => Float64Array.from({ length: map.size }, () => random() - 0.5)),
  );
  for (let i = 0; i < ITERATIONS; i++) block = orthonormal(block.map((axis) => map.apply(axis)));
  return ritz(map, block, count);
}

const OVERSAMPLING = 8;
const ITERATIONS = 24;
const NEGLIGIBLE = 1e-10;

function ritz(map: SymmetricMap, block: Float64Array[], count: number): PrincipalAxes {
  const images = block.map((axis) => map.apply(axis));
  const { values, vectors } = symmetricEigen(block.map((a) => images.map((b) => dot(a, b))));
  const kept = values.slice(0, count).filter((value) => value > NEGLIGIBLE * values[0]!);
  return {
    values: kept,
    axes: kept.map((_, k) => {
      const axis = new Float64Array(map.size);
      block.forEach((basis, j) => addScaled(axis, basis, vectors[k]![j]!));
      return turned(axis);
    }),
  };
}

/** Modified Gram-Schmidt, twice over, since once leaves traces; vectors that depend on earlier ones are dropped. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) for (const other of kept) addScaled(vector, other, -dot(vector, other));
    const length = Math.sqrt(dot(vector, vector));
    if (length > NEGLIGIBLE * before) kept.push(vector.map((value) => value / length));
  }
  return kept;
}

function turned(axis: Float64Array): Float64Array {
  let greatest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(greatest) + 1e-12) greatest = value;
  return greatest < 0 ? axis.map((value) => -value) : axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}
