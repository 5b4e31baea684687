import { studentQuantile90 } from './student-t.ts';

test.each([
  // scipy.stats.t.ppf(0.9, …), scipy 1.14.1
  [1, 3.0776835371752544],
  [2, 1.8856180831641272],
  [3, 1.637744353696209],
  [4, 1.533206274058944],
  [5, 1.4758840488244815],
  [10, 1.372183641110336],
  [30, 1.3104150253913955],
  [100, 1.290074761346516],
  [Infinity, 1.2815515655446004],
])('with %d degrees of freedom it is %d', (freedom, quantile) => {
  expect(Math.abs(studentQuantile90(freedom) - quantile)).toBeLessThan(5e-4);
});

test('below 1 degree, or with none, it is refused', () => {
  expect(() => studentQuantile90(0.5)).toThrow(RangeError);
  expect(() => studentQuantile90(Number.NaN)).toThrow(RangeError);
});
