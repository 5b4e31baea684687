import { makePointGrid } from './point-grid.ts';
import { firstAtOrRightOf, NO_POINTS, placeOf, valueOf, valueQuantile } from './point-set.ts';
import { pointsAt, strewn } from './points.fixture.ts';

test('steps become places, hundredths values', () => {
  const points = pointsAt([
    [3, -1, null],
    [-2, 4, 25, 7],
  ]);
  expect([placeOf(points, 0), placeOf(points, 1)]).toEqual([
    { x: -2, y: 4 },
    { x: 3, y: -1 },
  ]);
  expect([valueOf(points, 0), valueOf(points, 1)]).toEqual([0.25, null]);
  expect([
    points.mostPlays,
    firstAtOrRightOf(points, -2),
    firstAtOrRightOf(points, 0),
    firstAtOrRightOf(points, 9),
  ]).toEqual([7, 0, 1, 2]);
});

test('quantiles leave the unknown out', () => {
  const points = pointsAt([10, 20, 30, null, 40].map((value, x) => [x, 0, value]));
  expect([0.1, 0.5, 1].map((share) => valueQuantile(points, share))).toEqual([0.1, 0.2, 0.4]);
  expect(valueQuantile(NO_POINTS, 0.5)).toBeNull();
});

test('the grid finds what going through all of them finds', () => {
  const places = strewn(2000);
  const points = pointsAt(places);
  const { nearest } = makePointGrid(points);
  for (const [x, y] of strewn(300)) {
    const distances = Array.from(points.x, (of, i) => Math.hypot(of - x, points.y[i]! - y));
    const least = Math.min(...distances);
    expect(nearest({ x, y }, 10)).toBe(distances.indexOf(least));
    expect(nearest({ x, y }, least * 0.99)).toBeNull();
  }
  expect(nearest({ x: 99, y: 99 }, 5)).toBeNull();
  expect(makePointGrid(NO_POINTS).nearest({ x: 0, y: 0 }, 5)).toBeNull();
});
