import { sketchPath } from './sketch-path.ts';

test('a line over the box, its highest value at the top', () => {
  expect(sketchPath([0, 5, 10])).toBe('M0.00 100.00L50.00 50.00L100.00 0.00');
});

test('an unknown value breaks the line', () => {
  expect(sketchPath([10, null, 5])).toBe('M0.00 0.00M100.00 50.00');
});

test('one value, zeros or nothing do not divide by zero', () => {
  expect(sketchPath([4])).toBe('M50.00 0.00');
  expect(sketchPath([0, 0])).toBe('M0.00 100.00L100.00 100.00');
  expect(sketchPath([])).toBe('');
});
