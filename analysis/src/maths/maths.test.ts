import { principalAxes } from './principal-axes.ts';
import { seededRandom } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

test('eigenvalues and vectors of a small matrix, by hand', () => {
  const { values, vectors } = symmetricEigen([
    [2, 1],
    [1, 2],
  ]);
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
  expect(Math.abs(vectors[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 12);
});

test('principal axes are those of the full decomposition, with a fixed sign', () => {
  const random = seededRandom(5);
  const rows = Array.from({ length: 60 }, () => Array.from({ length: 30 }, (_, i) => (random() - 0.5) * (30 - i)));
  const gram = Array.from({ length: 30 }, (_, i) =>
    Array.from({ length: 30 }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const apply = (vector: Float64Array) =>
    Float64Array.from(gram, (row) => row.reduce((sum, value, i) => sum + value * vector[i]!, 0));
  const leading = principalAxes({ size: 30, apply }, 5);
  const full = symmetricEigen(gram);
  leading.values.forEach((value, i) => expect(value / full.values[i]!).toBeCloseTo(1, 6));
  for (const axis of leading.axes) expect(Math.max(...axis)).toBeGreaterThanOrEqual(-Math.min(...axis));
});

test('a map to nothing has no axes', () => {
  expect(principalAxes({ size: 3, apply: () => new Float64Array(3) }, 2)).toEqual({ values: [], axes: [] });
});

test('the same seed gives the same numbers, between 0 and 1', () => {
  const [a, b] = [seededRandom(9), seededRandom(9)];
  const numbers = Array.from({ length: 1000 }, () => a());
  expect(numbers).toEqual(Array.from({ length: 1000 }, () => b()));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
});
