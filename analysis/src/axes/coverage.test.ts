import { fitVariances } from './fit-variances.ts';
import { agreements, measureCoverage, SOURCE_MIXES, WORLDS } from './synthetic-coverage-test-tools.ts';
import { makeWorld } from './synthetic-world-test-tools.ts';

/**
 * The gate of docs/science/scores.md: of nominal 80 % intervals 75 to 85 % hold the truth, on tracks that variances were not fitted
 * on, whatever a track's sources. `node analysis/tools/judge-scores.ts` shows all worlds, by axis.
 */
describe.each(['as supposed', 'heavy tails', 'great biases'])('in a world %s', (world) => {
  const coverage = measureCoverage({
    world: WORLDS[world]!,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
    fittedOn: 250,
    triedOn: 40,
  });

  test.each(Object.keys(SOURCE_MIXES))('80 %% intervals from %s hold', (mix) => {
    expect(coverage[mix]!.share).toBeGreaterThanOrEqual(0.75);
    expect(coverage[mix]!.share).toBeLessThanOrEqual(0.85);
  });

  test.each(Object.keys(SOURCE_MIXES))('on every axis 80 %% intervals from %s are not far off', (mix) => {
    for (const share of Object.values(coverage[mix]!.byAxis)) {
      expect(share).toBeGreaterThan(0.6);
      expect(share).toBeLessThan(0.95);
    }
  });
});

test('sources differ as much as their variances say', () => {
  const tracks = makeWorld({ seed: 11, tracks: 800 }).map(({ evidence }) => evidence);
  const found = agreements(tracks.slice(400), fitVariances(tracks.slice(0, 400)));
  expect(found.length).toBeGreaterThan(60);
  const deviations = found.map(({ deviation }) => deviation).sort((a, b) => a - b);
  expect(deviations[deviations.length >> 1]).toBeGreaterThan(0.8);
  expect(deviations[deviations.length >> 1]).toBeLessThan(1.2);
  for (const { mean, deviation } of found) {
    expect(Math.abs(mean)).toBeLessThan(1.2);
    // Two that are both too timid agree more than their variances say.
    expect(deviation).toBeGreaterThan(0.3);
    expect(deviation).toBeLessThan(1.35);
  }
});
