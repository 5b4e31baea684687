/**
 * The inverse of a symmetric positive definite matrix (rows of a square, row after row), by Cholesky's decomposition (Golub &
 * Van Loan, "Matrix Computations", 4.2).
 *
 * @throws RangeError where the matrix is not positive definite
 */
export function invertPositiveDefinite(matrix: Float64Array, size: number): Float64Array {
  const lower = decompose(matrix, size);
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    column.fill(0);
    column[at] = 1;
    solveInPlace(lower, size, column);
    for (let row = 0; row < size; row++) inverse[row * size + at] = column[row]!;
  }
  return inverse;
}

/** The x of `matrix` · x = `right`, for a symmetric positive definite matrix. @throws RangeError where it is not */
export function solvePositiveDefinite(matrix: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  solveInPlace(decompose(matrix, size), size, x);
  return x;
}

/** L with L · Lᵀ = matrix; only its lower triangle is filled. */
function decompose(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (row !== column) lower[row * size + column] = sum / lower[column * size + column]!;
      else if (sum > 0) lower[row * size + row] = Math.sqrt(sum);
      else throw new RangeError(`The matrix is not positive definite: pivot ${row} of ${size} is ${sum}.`);
    }
  }
  return lower;
}

function solveInPlace(lower: Float64Array, size: number, x: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = x[row]!;
    for (let k = 0; k < row; k++) sum -= lower[row * size + k]! * x[k]!;
    x[row] = sum / lower[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row]!;
    for (let k = row + 1; k < size; k++) sum -= lower[k * size + row]! * x[k]!;
    x[row] = sum / lower[row * size + row]!;
  }
}
