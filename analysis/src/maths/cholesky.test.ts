import { invertPositiveDefinite, solvePositiveDefinite } from './cholesky.ts';

const MATRIX = Float64Array.from([4, 2, 0.6, 2, 5, 1, 0.6, 1, 3]);

test('solves, and inverts', () => {
  const x = solvePositiveDefinite(MATRIX, 3, Float64Array.from([4 + 4 + 1.8, 2 + 10 + 3, 0.6 + 2 + 9]));
  [1, 2, 3].forEach((value, i) => expect(x[i]).toBeCloseTo(value, 12));
  const inverse = invertPositiveDefinite(MATRIX, 3);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const product = [0, 1, 2].reduce((sum, k) => sum + MATRIX[row * 3 + k]! * inverse[k * 3 + column]!, 0);
      expect(product).toBeCloseTo(row === column ? 1 : 0, 12);
    }
});

test('refuses what is not positive definite', () => {
  expect(() => invertPositiveDefinite(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(
    /not positive definite: pivot 1 of 2/,
  );
});
