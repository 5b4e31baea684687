/** All eigenvalues, greatest first, of a small symmetric matrix, and an orthonormal eigenvector (a row) for each. */
export interface Eigen {
  values: number[];
  vectors: number[][];
}

/**
 * Jacobi's method with cyclic sweeps (Golub & Van Loan, Matrix Computations, 8.5): each rotation zeroes one pair off the
 * diagonal, until none is left that counts. Meant for up to a hundred rows.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > TINY; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]! || i - j);
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => vectors[i]!) };
}

const MOST_SWEEPS = 40;
const TINY = 1e-15;

/** The squares off the diagonal beside all squares. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  let off = 0;
  let all = 0;
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      all += value ** 2;
      if (i !== j) off += value ** 2;
    });
  });
  return all === 0 ? 0 : off / all;
}

function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  if (a[p]![q]! === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta ** 2 + 1));
  const cosine = 1 / Math.sqrt(tangent ** 2 + 1);
  const sine = tangent * cosine;
  turnRows(a, p, q, { cosine, sine });
  for (const row of a) turnPair(row, p, q, { cosine, sine });
  turnRows(vectors, p, q, { cosine, sine });
}

interface Turn {
  cosine: number;
  sine: number;
}

function turnRows(rows: number[][], p: number, q: number, { cosine, sine }: Turn): void {
  const first = rows[p]!;
  const second = rows[q]!;
  for (let i = 0; i < first.length; i++) {
    const x = first[i]!;
    const y = second[i]!;
    first[i] = cosine * x - sine * y;
    second[i] = sine * x + cosine * y;
  }
}

function turnPair(row: number[], p: number, q: number, { cosine, sine }: Turn): void {
  const x = row[p]!;
  const y = row[q]!;
  row[p] = cosine * x - sine * y;
  row[q] = sine * x + cosine * y;
}
