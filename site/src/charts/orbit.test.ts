import type { Outliers } from '../data/queries/outliers.ts';
import { orbitOf } from './orbit.ts';

const outlier = (distance: number) => ({ distance }) as Outliers['outliers'][number];
const radius = ({ x, y }: { x: number; y: number }) => Math.hypot(x, y);

test('every track stands as far out as it is, whatever the angle', () => {
  const orbit = orbitOf({
    distances: [
      { from: 0.5, to: 0.75, tracks: 3 },
      { from: 0.75, to: 1, tracks: 0 },
      { from: 2, to: 2.25, tracks: 2 },
    ],
    outliers: [outlier(2.2), outlier(2.05)],
  });
  expect(orbit.rings).toEqual([1, 2]);
  expect(orbit.outliers.map((place) => radius(place) * orbit.reach)).toEqual([
    expect.closeTo(2.2),
    expect.closeTo(2.05),
  ]);
  expect(orbit.others).toHaveLength(3);
  for (const place of orbit.others) {
    expect(radius(place) * orbit.reach).toBeGreaterThan(0.5);
    expect(radius(place) * orbit.reach).toBeLessThan(0.75);
  }
});

test('nothing lies outside, and thousands of tracks are told by some hundred dots', () => {
  const orbit = orbitOf({ distances: [{ from: 0.75, to: 1, tracks: 40_000 }], outliers: [] });
  expect(orbit.others).toHaveLength(600);
  for (const place of orbit.others) expect(radius(place)).toBeLessThan(1);
});

test('without tracks there is the ring of what is usual', () => {
  expect(orbitOf({ distances: [], outliers: [] })).toMatchObject({ rings: [1], outliers: [], others: [] });
});
