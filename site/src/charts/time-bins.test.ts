import { binChroma, binContour, timeTicks } from './time-bins.ts';

test('fewer values than columns stay as they are', () => {
  expect(binContour([1, null, 3], 10)).toEqual([{ low: 1, high: 1, mean: 1 }, null, { low: 3, high: 3, mean: 3 }]);
  expect(binContour([], 10)).toEqual([]);
});

test('a column holds the bounds and the mean of what is known in it', () => {
  expect(binContour([1, 2, null, 4, null, null], 2)).toEqual([
    { low: 1, high: 2, mean: 1.5 },
    { low: 4, high: 4, mean: 4 },
  ]);
});

test('three hours are as many columns as asked for, and none is lost', () => {
  const values = Array.from({ length: 21_600 }, (_, index) => index);
  const bins = binContour(values, 360);
  expect(bins).toHaveLength(360);
  expect([bins[0]?.low, bins.at(-1)?.high]).toEqual([0, 21_599]);
});

test('pitch classes are averaged over what is known', () => {
  const pitches = (first: number) => [first, ...Array<number>(11).fill(0)];
  expect(binChroma([pitches(1), null, null, null], 2)).toEqual([pitches(1), null]);
  expect(binChroma([pitches(1), pitches(0.5)], 1)).toEqual([pitches(0.75)]);
});

test('ticks are round numbers, as many as there is room for', () => {
  expect(timeTicks(40, 6)).toEqual([0, 10, 20, 30, 40]);
  expect(timeTicks(262, 6)).toEqual([0, 60, 120, 180, 240]);
  expect(timeTicks(10_800, 6)).toHaveLength(7);
});
