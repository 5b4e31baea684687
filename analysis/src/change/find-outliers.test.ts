import fc from 'fast-check';
import { seededRandom } from '../maths/random.ts';
import { findOutliers, type PlayedPoint } from './find-outliers.ts';

const point = (recordingId: string, vector: readonly number[], plays = 1): PlayedPoint => ({
  recordingId,
  plays,
  vector,
});
const anyPoints = fc.uniqueArray(
  fc.record({
    recordingId: fc.uuid(),
    plays: fc.integer({ min: 1, max: 30 }),
    vector: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
  }),
  { selector: ({ recordingId }) => recordingId, maxLength: 20 },
);

test('by hand: two dimensions, no correlation', () => {
  // Variances 2 and 2, covariance 0: a sphere, whatever the shrinkage. Distances are Euclidean, the root mean square being 1.
  const { tracks } = findOutliers([point('a', [2, 0]), point('b', [-2, 0]), point('c', [0, 2]), point('d', [0, -2])]);
  tracks.forEach(({ distance }) => expect(distance).toBeCloseTo(1, 12));
  const far = findOutliers([point('a', [0, 0], 3), point('b', [4, 0]), point('c', [2, 2]), point('d', [2, -2])]);
  expect(far.tracks.map(({ recordingId }) => recordingId)[0]).not.toBe('a');
});

test('off the line that the listening lies along is farther than along it', () => {
  const random = seededRandom(3);
  const along = Array.from({ length: 200 }, (_, i) => {
    const t = 4 * (random() - 0.5);
    return point(`t${i}`, [t, t + 0.1 * (random() - 0.5)]);
  });
  const { tracks } = findOutliers([...along, point('off', [0.7, -0.7]), point('end', [1.9, 1.9])]);
  expect(tracks[0]!.recordingId).toBe('off');
  expect(tracks[0]!.distance).toBeGreaterThan(4);
  expect(tracks.find(({ recordingId }) => recordingId === 'end')!.distance).toBeLessThan(2);
});

test('with fewer tracks than dimensions the strange one is found still', () => {
  const random = seededRandom(5);
  const vector = (shift: number) => Array.from({ length: 50 }, (_, i) => random() - 0.5 + (i === 7 ? shift : 0));
  const found = findOutliers([
    ...Array.from({ length: 9 }, (_, i) => point(`t${i}`, vector(0), 5)),
    point('odd', vector(6)),
  ]);
  expect(found.tracks[0]!.recordingId).toBe('odd');
  expect(found.shrinkage).toBeGreaterThan(0.2);
});

test('whatever the points: no order matters, plays count by their proportions, and the unit is the plays’ own', () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const found = findOutliers(points);
      expect(findOutliers(points.toReversed())).toEqual(found);
      const more = findOutliers(points.map((one) => ({ ...one, plays: one.plays * 4 })));
      found.tracks.forEach(({ recordingId, distance }) =>
        expect(more.tracks.find((one) => one.recordingId === recordingId)!.distance).toBeCloseTo(distance, 8),
      );
      const moved = findOutliers(points.map((one) => ({ ...one, vector: one.vector.map((value) => 2 * value + 1) })));
      found.tracks.forEach(({ recordingId, distance }) =>
        expect(moved.tracks.find((one) => one.recordingId === recordingId)!.distance).toBeCloseTo(distance, 6),
      );
      const plays = points.reduce((sum, one) => sum + one.plays, 0);
      const meanSquare = found.tracks.reduce((sum, one) => sum + (one.plays / plays) * one.distance ** 2, 0);
      if (found.tracks.some(({ distance }) => distance > 0)) expect(meanSquare).toBeCloseTo(1, 8);
    }),
    { seed: 1 },
  );
});

test('nothing, one track, all in one place', () => {
  expect(findOutliers([])).toEqual({ tracks: [], shrinkage: 1 });
  expect(findOutliers([point('a', [1, 2])]).tracks).toEqual([{ recordingId: 'a', plays: 1, distance: 0 }]);
  const same = findOutliers(['a', 'b', 'c', 'd'].map((id) => point(id, [1, 2, 3])));
  expect(same.tracks.map(({ distance }) => distance)).toEqual([0, 0, 0, 0]);
});

test.each([
  ['a number that is none', [point('a', [1, NaN]), point('b', [1, 2])], 'Row 0 (a)'],
  ['vectors of two lengths', [point('a', [1, 2]), point('b', [1])], 'Row 1 (b)'],
  ['no plays', [point('a', [1, 2]), point('b', [1, 2], 0)], 'Row 1 (b)'],
])('refuses %s', (_, points, message) => {
  expect(() => findOutliers(points)).toThrow(message);
});
