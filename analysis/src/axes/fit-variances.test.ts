import { seededRandom } from '../maths/random.ts';
import type { Evidence } from './evidence.ts';
import { fitVariances, VARIANCE_FLOOR } from './fit-variances.ts';

/** Normal deviates by Box and Muller. */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const SPREAD = 1.1;
function world(errors: { model: number; loud: number }, count = 4000): Evidence[][] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => {
    const truth = SPREAD * normal(random);
    const says = (source: string, group: Evidence['group'], deviation: number): Evidence => ({
      axis: 'energy',
      source,
      group,
      logOdds: truth + deviation * normal(random),
      variance: 1,
    });
    return [says('model', 'folksonomy', errors.model), says('loud', 'signal', errors.loud)];
  });
}

test('two equally good sources get back about the variance they have', () => {
  const { variances } = fitVariances(world({ model: 0.8, loud: 0.8 }));
  expect(variances.model!.energy!).toBeGreaterThan(0.45);
  expect(variances.model!.energy!).toBeLessThan(0.85);
});

test('worse sources get greater variances', () => {
  const energy = (errors: { model: number; loud: number }) => fitVariances(world(errors)).variances.loud!.energy!;
  expect(energy({ model: 0.5, loud: 2 })).toBeGreaterThan(energy({ model: 0.5, loud: 0.5 }) + 0.5);
});

test('a source that always says about the same is not a sure one', () => {
  const flat = world({ model: 0.5, loud: 0.5 }).map(([model, loud]) => [
    model!,
    { ...loud!, logOdds: loud!.logOdds * 0.01 },
  ]);
  expect(fitVariances(flat).variances.loud!.energy!).toBeGreaterThan(0.5);
});

test('no source is surer than the floor, few tracks fit nothing, and nothing fitted shares every error', () => {
  expect(fitVariances(world({ model: 0.01, loud: 0.01 })).variances.model!.energy).toBe(VARIANCE_FLOOR);
  expect(fitVariances(world({ model: 1, loud: 1 }, 9))).toEqual({
    variances: {},
    greatest: VARIANCE_FLOOR,
    sharedErrorShare: 1,
  });
});
