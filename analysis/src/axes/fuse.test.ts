import fc from 'fast-check';
import type { ErrorModel } from './error-model.ts';
import type { Evidence, EvidenceGroup } from './evidence.ts';
import { fuse, GROUP_CAP } from './fuse.ts';

const GROUPS: readonly EvidenceGroup[] = ['folksonomy', 'musicbrainz', 'tagatune', 'heads', 'acousticbrainz', 'signal'];
const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  axis: fc.constant('energy' as const),
  source: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  group: fc.constantFrom(...GROUPS),
  logOdds: fc.double({ min: -5, max: 5, noNaN: true }),
  variance: fc.double({ min: 0.25, max: 6, noNaN: true }),
});
const says = (source: string, group: EvidenceGroup, logOdds: number, variance = 1): Evidence => ({
  axis: 'energy',
  source,
  group,
  logOdds,
  variance,
});
const anyCorrelation = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const anyErrors: fc.Arbitrary<ErrorModel> = fc.record({
  correlations: fc.record({
    any: fc.record({
      folksonomy: anyCorrelation,
      signal: anyCorrelation,
      tags: anyCorrelation,
      all: anyCorrelation,
      'signal+tags': anyCorrelation,
    }),
  }),
  tailFreedom: fc.constantFrom(3, 5, 10, 30),
});
const logit = (value: number) => Math.log(value / (1 - value));
const width = (evidence: readonly Evidence[], errors?: ErrorModel) => {
  const { low, high } = fuse(evidence, errors)!;
  return logit(high) - logit(low);
};
const independent = (tailFreedom: number, correlation = 0): ErrorModel => ({
  correlations: { any: { all: correlation, tags: correlation } },
  tailFreedom,
});

test('without evidence there is no score', () => expect(fuse([])).toBeNull());

test('one source alone: its own opinion, and the interval of a t with its variance', () => {
  const { value, low, high, sources } = fuse([says('a', 'signal', 1, 4)], independent(10))!;
  expect(value).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  // 1.3722 is the t's 0.9 quantile at 10 degrees, as any table has it.
  expect(logit(high) - 1).toBeCloseTo(2 * 1.3722, 3);
  expect(1 - logit(low)).toBeCloseTo(2 * 1.3722, 3);
  expect(sources).toMatchObject([{ source: 'a', group: 'signal', weight: 1, calibrated: false }]);
});

test('two sources of nothing in common weigh by precision', () => {
  const { value, sources } = fuse([says('a', 'signal', 0, 1), says('b', 'heads', 1, 3)], independent(10))!;
  expect(logit(value)).toBeCloseTo(0.25, 9);
  expect(sources.map(({ weight }) => weight)).toEqual([expect.closeTo(0.75, 9), expect.closeTo(0.25, 9)]);
});

test('what contradicts widens, by how much it contradicts', () => {
  const apart = (distance: number) =>
    width([says('a', 'signal', -distance), says('b', 'heads', distance)], independent(5));
  expect([0, 1, 2, 3].map(apart)).toEqual([0, 1, 2, 3].map(apart).toSorted((a, b) => a - b));
  expect(apart(3)).toBeGreaterThan(2 * apart(0));
});

test('the order of evidence does not matter, to the bit', () => {
  fc.assert(
    fc.property(fc.array(anyEvidence, { maxLength: 10 }), fc.integer(), (evidence, seed) => {
      const shuffled = evidence
        .map((one, i) => ({ one, key: Math.imul(i + 1, seed | 1) >>> 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(fuse(shuffled)).toEqual(fuse(evidence));
      expect(fuse(evidence.toReversed())).toEqual(fuse(evidence));
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('evidence that agrees never widens the interval', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvidence, { minLength: 1, maxLength: 8 }),
      anyEvidence,
      anyErrors,
      (evidence, more, errors) => {
        const agreeing = evidence.map((one) => ({ ...one, logOdds: 1 }));
        const added = [...agreeing, { ...more, logOdds: 1 }];
        expect(width(added, errors)).toBeLessThanOrEqual(width(agreeing, errors) * (1 + 1e-9));
      },
    ),
    { seed: 6, numRuns: 500 },
  );
});

test('a group of any number weighs at most so many times its best as its correlation allows', () => {
  const others = (evidence: readonly Evidence[], errors?: ErrorModel) => {
    const { sources } = fuse([...evidence, says('other', 'heads', 0)], errors)!;
    const share = sources.find(({ source }) => source === 'other')!.weight;
    return (1 - share) / share;
  };
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.25, max: 6, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.2, max: 0.95, noNaN: true }),
      (variances, correlation) => {
        const group = variances.map((variance, i) => says(`s${i}`, 'signal', 0.5, variance));
        const best = says('s', 'signal', 0.5, Math.min(...variances));
        const errors: ErrorModel = { correlations: { any: { signal: correlation, all: 0 } }, tailFreedom: 10 };
        expect(others(group, errors) / others([best], errors)).toBeLessThanOrEqual(1 / correlation + 1e-9);
        const unfitted: ErrorModel = { correlations: { any: { all: 0 } }, tailFreedom: 10 };
        expect(others(group, unfitted) / others([best], unfitted)).toBeLessThanOrEqual(GROUP_CAP + 1e-9);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test('whatever the evidence, shares sum to 1 and none is below 0, and the value lies inside its interval', () => {
  fc.assert(
    fc.property(fc.array(anyEvidence, { minLength: 1, maxLength: 12 }), anyErrors, (evidence, errors) => {
      const { value, low, high, sources } = fuse(evidence, errors)!;
      expect(sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      for (const { weight } of sources) expect(weight).toBeGreaterThanOrEqual(0);
      expect(sources).toHaveLength(evidence.length);
      expect(low <= value && value <= high).toBe(true);
      expect([low, high].every(Number.isFinite)).toBe(true);
    }),
    { seed: 8, numRuns: 500 },
  );
});

test.each([
  ['NaN', Number.NaN, 1],
  ['infinity', Infinity, 1],
  ['no variance', 0, 0],
  ['a variance that is not a number', 0, Number.NaN],
  ['an infinite variance', 0, Infinity],
])('%s is refused, by name', (_, logOdds, variance) => {
  expect(() => fuse([says('loud', 'signal', logOdds, variance)])).toThrow(/^loud on energy says/u);
  expect(() => fuse([says('loud', 'signal', logOdds, variance)])).toThrow(RangeError);
});
