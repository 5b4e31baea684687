import { symmetricEigen } from '../../maths/symmetric-eigen.ts';

/** Vectors that are worked on together: those wanted and some beyond, whose eigenvalues tell where the rest begins. */
export const BLOCK = 4;

/** Rows of a matrix of `BLOCK` columns that belong to one component: an operator leaves them to themselves. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the columns of a slice orthogonal to a vector and to each other, and of length 1 (Gram and Schmidt, twice over).
 * @param columns `[row][BLOCK]`
 */
export function orthonormalise(columns: Float32Array, { from, to }: Slice, against: Float64Array): void {
  let own = 0;
  for (let row = from; row < to; row++) own += against[row]! ** 2;
  const clear = (column: number) => {
    let along = 0;
    for (let row = from; row < to; row++) along += against[row]! * columns[BLOCK * row + column]!;
    along /= own;
    for (let row = from; row < to; row++) columns[BLOCK * row + column]! -= along * against[row]!;
    for (let before = 0; before < column; before++) {
      const share = dot(columns.subarray(column), columns.subarray(before), { from, to });
      for (let at = BLOCK * from; at < BLOCK * to; at += BLOCK) columns[at + column]! -= share * columns[at + before]!;
    }
  };
  for (let column = 0; column < BLOCK; column++) {
    clear(column);
    clear(column);
    const length = Math.sqrt(dot(columns.subarray(column), columns.subarray(column), { from, to }));
    const scale = length > 0 ? 1 / length : 0;
    for (let at = BLOCK * from; at < BLOCK * to; at += BLOCK) columns[at + column]! *= scale;
  }
}

/** Approximate eigenvalues, greatest first, and how far the first two vectors are from being eigenvectors. */
export interface Ritz {
  readonly values: readonly number[];
  readonly residuals: readonly [number, number];
}

/**
 * Turns orthonormal columns of a slice into the best eigenvectors of the space that they span (Rayleigh and Ritz).
 * @param images what the operator makes of the columns; destroyed
 */
export function rotate(columns: Float32Array, images: Float32Array, slice: Slice): Ritz {
  const product = (i: number, j: number) => dot(columns.subarray(i), images.subarray(j), slice);
  const matrix = Array.from({ length: BLOCK }, (_, i) =>
    Array.from({ length: BLOCK }, (__, j) => (product(i, j) + product(j, i)) / 2),
  );
  const { values, vectors } = symmetricEigen(matrix);
  combine(columns, vectors, slice);
  combine(images, vectors, slice);
  const residual = (column: number) => {
    let sum = 0;
    for (let at = BLOCK * slice.from + column; at < BLOCK * slice.to; at += BLOCK)
      sum += (images[at]! - values[column]! * columns[at]!) ** 2;
    return Math.sqrt(sum);
  };
  return { values, residuals: [residual(0), residual(1)] };
}

function combine(columns: Float32Array, vectors: readonly (readonly number[])[], { from, to }: Slice): void {
  const [p, q, r, s] = vectors as [readonly number[], readonly number[], readonly number[], readonly number[]];
  for (let at = BLOCK * from; at < BLOCK * to; at += BLOCK) {
    const [a, b, c, d] = [columns[at]!, columns[at + 1]!, columns[at + 2]!, columns[at + 3]!];
    columns[at] = a * p[0]! + b * p[1]! + c * p[2]! + d * p[3]!;
    columns[at + 1] = a * q[0]! + b * q[1]! + c * q[2]! + d * q[3]!;
    columns[at + 2] = a * r[0]! + b * r[1]! + c * r[2]! + d * r[3]!;
    columns[at + 3] = a * s[0]! + b * s[1]! + c * s[2]! + d * s[3]!;
  }
}

/** Of the first columns of what is given. */
function dot(left: Float32Array, right: Float32Array, { from, to }: Slice): number {
  let sum = 0;
  for (let at = BLOCK * from; at < BLOCK * to; at += BLOCK) sum += left[at]! * right[at]!;
  return sum;
}
