import { rounded } from './rounding.ts';

test('fractions have six significant digits, counts all of theirs', () => {
  expect(
    rounded({ a: [0.123456789, 123.456789, 1e-9 / 3], n: 12_345_678_901, none: null, text: '0.123456789', yes: true }),
  ).toEqual({
    a: [0.123457, 123.457, 3.33333e-10],
    n: 12_345_678_901,
    none: null,
    text: '0.123456789',
    yes: true,
  });
});
