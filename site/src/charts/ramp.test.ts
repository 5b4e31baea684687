import { coverageOpacity, playsRadius, rampColor, rampColorIn, rampDomain, rampPosition } from './ramp.ts';

test('values between two stops are mixed of them; what is outside takes the end', () => {
  expect(rampColor(0)).toBe('var(--ramp-0)');
  expect(rampColor(1)).toBe('var(--ramp-4)');
  expect(rampColor(0.5)).toBe('var(--ramp-2)');
  expect(rampColor(0.3)).toBe('color-mix(in oklab, var(--ramp-2) 20%, var(--ramp-1))');
  expect(rampColor(-3)).toBe(rampColor(0));
  expect(rampColor(7)).toBe(rampColor(1));
});

test('the unknown has a colour of its own', () => {
  expect(rampColor(null)).toBe('var(--unknown)');
  expect(rampColorIn(null, { low: 0, high: 1 })).toBe('var(--unknown)');
  expect(rampPosition(null, { low: 0, high: 1 })).toBeNull();
});

test('the domain holds every value in tenths and is at least two wide', () => {
  expect(rampDomain([0.33, 0.52])).toEqual({ low: 0.3, high: 0.6 });
  expect(rampDomain([0.5])).toEqual({ low: 0.4, high: 0.6 });
  expect(rampDomain([0, 0.01])).toEqual({ low: 0, high: 0.2 });
  expect(rampDomain([1])).toEqual({ low: 0.8, high: 1 });
  expect(rampDomain([])).toEqual({ low: 0, high: 1 });
});

test('less coverage is fainter, never invisible', () => {
  expect([0, 0.5, 1].map(coverageOpacity)).toEqual([0.3, 0.65, 1]);
});

test('area, not radius, grows with plays', () => {
  expect(playsRadius(25, 100, [0, 10])).toBe(5);
  expect(playsRadius(100, 100, [2, 10])).toBe(10);
  expect(playsRadius(3, 0, [2, 10])).toBe(2);
});
