import { seededRandom } from '../maths/random.ts';
import type { AxisOpinion, TrackEvidence } from './evidence.ts';
import { fitVariances, VARIANCE_FLOOR } from './fit-variances.ts';
import { logistic } from './logit.ts';

/** Normal deviates by Box and Muller. */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

type Errors = Record<string, { group: AxisOpinion['group']; deviation: number; slope?: number }>;

const SPREAD = 1.1;
function world(errors: Errors, count = 4000): TrackEvidence[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => {
    const truth = SPREAD * normal(random);
    return {
      features: null,
      modelTags: null,
      tags: [],
      opinions: Object.entries(errors).map(([source, { group, deviation, slope = 1 }]) => ({
        axis: 'energy' as const,
        source,
        group,
        value: logistic(slope * (truth + deviation * normal(random))),
      })),
    };
  });
}
const two = (model: number, loud: number): Errors => ({
  model: { group: 'folksonomy', deviation: model },
  loud: { group: 'signal', deviation: loud },
});
const three = (model: number, loud: number, head: number): Errors => ({
  ...two(model, loud),
  head: { group: 'heads', deviation: head },
});

test('two equally good sources get back about the variance they have', () => {
  const { variances } = fitVariances(world(two(0.8, 0.8)));
  expect(variances.model!.energy!).toBeGreaterThan(0.45);
  expect(variances.model!.energy!).toBeLessThan(0.85);
});

test('three sources get back each its own', () => {
  const { variances } = fitVariances(world(three(0.6, 1, 1.4)));
  expect(variances.model!.energy!).toBeGreaterThan(0.25);
  expect(variances.model!.energy!).toBeLessThan(0.55);
  expect(variances.loud!.energy!).toBeGreaterThan(0.75);
  expect(variances.loud!.energy!).toBeLessThan(1.25);
  expect(variances.head!.energy!).toBeGreaterThan(1.5);
  expect(variances.head!.energy!).toBeLessThan(2.3);
});

test('a source that always says about the same is not a sure one', () => {
  const flat = world({
    model: { group: 'folksonomy', deviation: 0.5 },
    loud: { group: 'signal', deviation: 0.5, slope: 0.01 },
  });
  expect(fitVariances(flat).variances.loud!.energy!).toBeGreaterThan(0.8);
});

test('sources that err alike are told from those that do not', () => {
  const random = seededRandom(7);
  const tracks = world(three(0.6, 0.6, 0.6)).map((track) => {
    const common = 0.8 * normal(random);
    const opinions = track.opinions!.flatMap((opinion): AxisOpinion[] =>
      opinion.source === 'head'
        ? [opinion]
        : ['1', '2'].map((number) => {
            const own = Math.log(opinion.value / (1 - opinion.value)) + 0.4 * normal(random);
            const shared = opinion.source === 'model' ? common : 0;
            return { ...opinion, source: opinion.source + number, value: logistic(own + shared) };
          }),
    );
    return { ...track, opinions };
  });
  const { any } = fitVariances(tracks).correlations;
  expect(any!.folksonomy!).toBeGreaterThan(0.75);
  expect(any!['heads+signal']!).toBeLessThan(0.25);
});

test('tails are told from none', () => {
  expect(fitVariances(world(three(0.8, 0.8, 0.8))).tailFreedom).toBe(30);
});

test('no source is surer than the floor, few tracks fit nothing, and nothing fitted shares every error', () => {
  expect(fitVariances(world(two(0.01, 0.01))).variances.model!.energy).toBe(VARIANCE_FLOOR);
  expect(fitVariances(world(two(1, 1), 9))).toMatchObject({
    variances: {},
    greatest: VARIANCE_FLOOR,
    sharedErrorShare: 1,
  });
});

test('each variance says how many tracks it rests on', () => {
  expect(fitVariances(world(two(1, 1), 12)).tracks).toMatchObject({ model: { energy: 12 }, loud: { energy: 12 } });
});
