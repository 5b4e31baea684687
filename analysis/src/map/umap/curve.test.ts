import { fitCurve } from './curve.ts';

describe('the curve of the forces', () => {
  // umap-learn 0.5.12: find_ab_params(1.0, minDist).
  test.each([
    { minDist: 0, a: 1.93280839734315, b: 0.7904949732233831 },
    { minDist: 0.1, a: 1.5769434602697652, b: 0.8950608778515733 },
    { minDist: 0.25, a: 1.1214363422305684, b: 1.057499876683671 },
    { minDist: 0.5, a: 0.5830300203414425, b: 1.3341669924314914 },
    { minDist: 0.99, a: 0.11930529992407873, b: 1.9163904168802517 },
  ])('a least distance of $minDist gives what umap-learn fits', ({ minDist, a, b }) => {
    const curve = fitCurve(minDist);
    expect(curve.a).toBeCloseTo(a, 4);
    expect(curve.b).toBeCloseTo(b, 4);
  });
});
