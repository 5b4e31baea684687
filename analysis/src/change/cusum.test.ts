import fc from 'fast-check';
import { averageRunLength, cusumStep, NO_EVIDENCE } from './cusum.ts';
import { weigh, type Suspicion } from './suspicion.ts';

describe('the CUSUM', () => {
  test('by hand, with allowance 0.5', () => {
    // up: 1 - 0.5; 0.5 + 0.2 - 0.5; 0.2 - 1 - 0.5 < 0; 2 - 0.5; 1.5 + 1.5 - 0.5. down: 0; 0; 1 - 0.5; 0.5 - 2 - 0.5 < 0; 0.
    const sums: { up: number; down: number }[] = [];
    [1, 0.2, -1, 2, 1.5].reduce((before, value) => {
      const after = cusumStep(before, value, 0.5);
      sums.push(after);
      return after;
    }, NO_EVIDENCE);
    [0.5, 0.2, 0, 1.5, 2.5].forEach((up, i) => expect(sums[i]!.up).toBeCloseTo(up, 12));
    [0, 0, 0.5, 0, 0].forEach((down, i) => expect(sums[i]!.down).toBeCloseTo(down, 12));
  });

  test.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => cusumStep(NO_EVIDENCE, value, 0.5)).toThrow(RangeError);
  });

  test.each([
    // Montgomery, Introduction to Statistical Quality Control, table 9.3 (allowance 0.5).
    [4, 0, 168],
    [5, 0, 465],
    [4, 1, 8.38],
    [5, 1, 10.4],
    [5, 2, 4.01],
  ])('runs as long as the tables say: threshold %d, mean %d', (threshold, mean, length) => {
    const found = averageRunLength({ allowance: 0.5, threshold, mean });
    expect(Math.abs(found / length - 1)).toBeLessThan(0.005);
  });
});

test('evidence by likelihood is Page’s sum where weeks are independent and equally exact', () => {
  const values = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.3, max: 3, noNaN: true }), (series, size) => {
      let sums = NO_EVIDENCE;
      let suspicions: Suspicion[] = [];
      series.forEach((value, row) => {
        sums = cusumStep(sums, value, size / 2);
        suspicions = weigh(suspicions, { value, variance: 1, kept: 0, gain: 0 }, { row, size, most: Infinity });
        const strongest = Math.max(0, ...suspicions.map(({ evidence }) => evidence));
        expect(strongest).toBeCloseTo(size * Math.max(sums.up, sums.down), 8);
      });
    }),
    { seed: 1 },
  );
});
