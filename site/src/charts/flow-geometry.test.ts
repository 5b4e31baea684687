import { flowSlots, knownPairs, laneY, namesApart } from './flow-geometry.ts';

const lengths = (...seconds: (number | null)[]) => flowSlots(seconds.map((durationSeconds) => ({ durationSeconds })));

test('tracks are as wide as they are long and fill the axis', () => {
  expect(lengths(100, 300)).toEqual([
    { start: 0, width: 25, middle: 12.5, assumed: false },
    { start: 25, width: 75, middle: 62.5, assumed: false },
  ]);
  expect(lengths()).toEqual([]);
});

test('the median stands for an unknown length', () => {
  expect(lengths(100, null, 100).map(({ width, assumed }) => [Math.round(width), assumed])).toEqual([
    [33, false],
    [33, true],
    [33, false],
  ]);
  expect(lengths(null, null).map(({ width }) => width)).toEqual([50, 50]);
});

test('no line over what is not known', () => {
  expect(knownPairs([1, 2, null, 3, 4])).toEqual([
    [0, 1],
    [3, 4],
  ]);
});

test('names do not lie on one another: the track pointed at first, then names, then places without one', () => {
  const slots = lengths(100, 5, 5, 100, 5, 100);
  const names = ['1A', '2A', '3A', null, '5A', null];
  const shown = (active: number | null) =>
    [...namesApart(names, slots, { active, apart: 4 })].toSorted((a, b) => a - b);
  expect(shown(null)).toEqual([0, 1, 3, 4, 5]);
  expect(shown(2)).toEqual([0, 2, 3, 4, 5]);
  expect([...namesApart(names, slots, { active: null, apart: 20 })].toSorted((a, b) => a - b)).toEqual([0, 4]);
  expect([...namesApart([], [], { active: null, apart: 4 })]).toEqual([]);
});

test('values stand in their lane, upwards', () => {
  const lane = { top: 10, height: 100 };
  expect([0, 0.25, 1, 2].map((value) => laneY(value, [0, 1], lane))).toEqual([110, 85, 10, 10]);
  expect(laneY(5, [5, 5], lane)).toBe(60);
});
