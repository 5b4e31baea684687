import fc from 'fast-check';
import { combineWeeks } from './baseline.ts';
import type { SpanWeek } from './baseline.ts';

const week = (listens: number, mean: number, coverage = 1): SpanWeek => ({
  listens,
  scoreCoverage: coverage,
  axes: { energy: { mean, low: mean - 0.1, high: mean + 0.1, spread: 0, coverage, ownDeviation: 0.02 } },
});

test('every play counts alike, the unknown ones not at all', () => {
  expect(combineWeeks([week(30, 0.2), week(10, 0.6)])).toMatchObject({
    listens: 40,
    coverage: 1,
    axes: { energy: { mean: expect.closeTo(0.3), coverage: 1 } },
  });
  expect(combineWeeks([week(30, 0.2, 0.5), week(15, 0.6)])).toMatchObject({
    coverage: expect.closeTo(30 / 45),
    axes: { energy: { mean: expect.closeTo(0.4) } },
  });
});

test('the spread holds what lies between the weeks', () => {
  expect(combineWeeks([week(10, 0.3), week(10, 0.7)]).axes.energy).toMatchObject({
    mean: 0.5,
    spread: expect.closeTo(0.2),
  });
});

test('a score that is wrong in the same way every week does not become right by repetition', () => {
  expect(combineWeeks(Array.from({ length: 26 }, () => week(10, 0.5))).axes.energy).toMatchObject({
    low: expect.closeTo(0.4),
    high: expect.closeTo(0.6),
  });
});

test('nothing known is null, not zero', () => {
  expect(combineWeeks([])).toMatchObject({ listens: 0, coverage: 0, axes: { energy: null, valence: null } });
  expect(combineWeeks([{ listens: 5, scoreCoverage: 0, axes: { energy: null } }])).toMatchObject({
    axes: { energy: null },
  });
});

test('the mean lies between the weeks’ means, inside its interval, whatever the weeks', () => {
  const weeks = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
    ),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(weeks, (given) => {
      const { mean, low, high, coverage } = combineWeeks(
        given.map(([listens, value, share]) => week(listens, value, share)),
      ).axes.energy!;
      const values = given.map(([, value]) => value);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
      expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
      expect(coverage).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { seed: 1 },
  );
});
