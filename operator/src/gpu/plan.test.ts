import fc from 'fast-check';
import { isActive, isUnstarted } from './gpu-job.ts';
import { planGpuJobs } from './plan.ts';
import { gpuSpec, job, lane, observed, simulate, START } from './test-tools.ts';
import type { SimulatedWorld } from './test-tools.ts';

const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const quiet = [
  { at: after(-100), jobs: 0 },
  { at: after(-30), jobs: 0 },
];

test('asks for a Job for each batch that waits, up to max', () => {
  expect(planGpuJobs(observed({ pending: 1 }), START).make).toEqual([1]);
  expect(planGpuJobs(observed({ pending: 41 }), START).make).toEqual([1, 2, 3]);
  expect(planGpuJobs(observed({ pending: 4000 }), START).make).toEqual([1, 2, 3, 4]);
});

test('makes none while those that it made wait for a node', () => {
  const jobs = [1, 2, 3, 4].map((number) => job(number, 'unschedulable'));
  expect(planGpuJobs(observed({ pending: 4000, jobs }), START)).toMatchObject({ make: [], remove: [] });
});

test('asks for a Job for work that a lost node has claimed', () => {
  expect(planGpuJobs(observed({ pending: 0, claimed: 20 }), START).make).toEqual([1]);
});

test('numbers Jobs after those that have ended, and twice alike from the same observation', () => {
  const seen = observed({ pending: 40, jobs: [job(7, 'succeeded', { ranSeconds: 500 })] });
  expect(planGpuJobs(seen, START).make).toEqual([8, 9]);
  expect(planGpuJobs(seen, START).make).toEqual([8, 9]);
});

test('leaves a Job that runs to its own end, and takes away what never started once a minute has not needed it', () => {
  const jobs = [job(1, 'running'), job(2, 'starting'), job(3, 'unschedulable'), job(4, 'suspended'), job(5, 'podless')];
  const names = (seen: Parameters<typeof observed>[0]) =>
    planGpuJobs(observed({ jobs, ...seen }), START).remove.map(({ name }) => name.at(-1));
  expect(names({ needs: quiet })).toEqual(['5', '4', '3']);
  expect(names({ needs: [] })).toEqual([]);
  expect(names({ needs: [...quiet, { at: after(-10), jobs: 4 }] })).toEqual(['5']);
  expect(names({ needs: quiet, pending: 60 })).toEqual(['5', '4']);
});

test('makes anew what never started when the spec has changed', () => {
  const jobs = [job(1, 'running', { templateHash: 'old' }), job(2, 'unschedulable', { templateHash: 'old' })];
  expect(planGpuJobs(observed({ pending: 40, jobs }), START)).toMatchObject({
    make: [],
    remove: [{ name: expect.stringMatching(/-2$/) }],
  });
});

test('does nothing when the installation cannot be asked', () => {
  const jobs = [job(1, 'running'), job(2, 'unschedulable')];
  const plan = planGpuJobs(observed({ work: null, jobs, needs: quiet, shown: { pending: 40, jobs: 2 } }), START);
  expect(plan).toMatchObject({
    make: [],
    remove: [],
    need: null,
    condition: { status: 'Unknown', reason: 'Unknown' },
    status: { pending: 40, jobs: 2 },
  });
});

test('takes everything away in hibernation', () => {
  const jobs = [job(1, 'running'), job(2, 'unschedulable'), job(3, 'succeeded')];
  const plan = planGpuJobs(observed({ isHibernating: true, work: null, jobs }), START);
  expect(plan.remove).toHaveLength(2);
  expect(plan).toMatchObject({ make: [], condition: { reason: 'Hibernating' }, status: { jobs: 0 } });
});

test('says nothing of GPUs where none is to be used', () => {
  const plan = planGpuJobs(observed({ spec: { ...gpuSpec, max: 0 }, work: null }), START);
  expect(plan).toMatchObject({ make: [], status: undefined, condition: { status: 'True', reason: 'Disabled' } });
});

test('waits longer after each Job that failed, and not at all once the spec was changed', () => {
  const failed = (number: number, seconds: number) =>
    job(number, 'failed', { since: after(seconds), detail: 'CUDA is missing' });
  const jobs = [failed(1, -200), failed(2, -100), failed(3, 0)];
  const made = (seconds: number, templateHash = 'now') =>
    planGpuJobs(observed({ pending: 20, jobs, templateHash }), after(seconds)).make.length;
  expect([made(119), made(120), made(1, 'changed')]).toEqual([0, 1, 1]);
  expect(planGpuJobs(observed({ pending: 20, jobs }), after(1)).condition).toMatchObject({
    status: 'False',
    reason: 'Failing',
    message: expect.stringMatching(/CUDA is missing\..*longer than 600 s.*on the CPU/),
  });
});

test('waits after a Job that found nothing to do, and not after one that did something', () => {
  const made = (ranSeconds: number, seconds: number) =>
    planGpuJobs(observed({ pending: 5, jobs: [job(1, 'succeeded', { ranSeconds })] }), after(seconds)).make.length;
  expect([made(62, 59), made(62, 60), made(75, 0)]).toEqual([0, 1, 1]);
});

test('shows a number that moves by a tenth or to or from 0', () => {
  const shown = (pending: number, before: number) =>
    planGpuJobs(observed({ pending, shown: { pending: before, jobs: 0 } }), START).status?.pending;
  expect([shown(105, 100), shown(111, 100), shown(0, 3), shown(2, 0)]).toEqual([100, 111, 0, 2]);
});

describe('says why work has no GPU', () => {
  const condition = (seconds: number, seen: Parameters<typeof observed>[0]) =>
    planGpuJobs(observed({ pending: 20, ...seen }), after(seconds)).condition;
  const waiting = (phase: 'unschedulable' | 'suspended' | 'podless', detail = '') => ({
    jobs: [job(1, phase, { detail })],
  });

  test.each([
    ['unschedulable', 'Unschedulable', '0/3 nodes are available: 3 Insufficient nvidia.com/gpu'],
    ['suspended', 'WaitingForQueue', ''],
    ['podless', 'PodsRefused', ''],
  ] as const)('%s for a minute', (phase, reason, detail) => {
    expect(condition(59, waiting(phase))).toMatchObject({ status: 'Unknown', reason: 'Starting' });
    const said = condition(60, waiting(phase, detail));
    expect(said).toMatchObject({ status: 'False', reason });
    expect(said.message).toContain(detail);
    expect(said.message).toContain('Tracks that wait longer than 600 s for a GPU are measured on the CPU.');
  });

  test('an image that cannot be fetched', () => {
    const jobs = [job(1, 'starting', { detail: 'ImagePullBackOff: not found' })];
    expect(condition(60, { jobs })).toMatchObject({ status: 'False', reason: 'Failing' });
    expect(condition(600, { jobs: [job(1, 'starting')] })).toMatchObject({ reason: 'Starting' });
  });

  test('a queue without Kueue', () => {
    const spec = { ...gpuSpec, kueueQueue: 'gpus' };
    expect(planGpuJobs(observed({ pending: 20, spec }), START)).toMatchObject({
      make: [],
      condition: { reason: 'QueueMissing' },
    });
    expect(planGpuJobs(observed({ pending: 20, spec, hasKueue: true }), START).make).toEqual([1]);
  });

  test('work that went to the CPU, for an hour or until a GPU did something', () => {
    const work = { lane: lane(0), fallbacks: { count: 3, lastAt: START } };
    const of = (seconds: number, jobs: ReturnType<typeof job>[] = []) =>
      planGpuJobs(observed({ work, jobs }), after(seconds)).condition.reason;
    expect([of(10), of(3601), of(20, [job(1, 'succeeded', { since: after(15), ranSeconds: 200 })])]).toEqual([
      'FallenBack',
      'Idle',
      'Idle',
    ]);
  });

  test('nothing while one of them runs', () => {
    expect(condition(600, { jobs: [job(1, 'running'), job(2, 'unschedulable')] })).toMatchObject({
      status: 'True',
      reason: 'Ready',
    });
  });
});

describe('over time', () => {
  test('200 batches bring the Jobs from 0 to max and back to 0, each made once', () => {
    const world: SimulatedWorld = {
      ...steady,
      max: 4,
      arrivals: new Map([[3, 200 * 20]]),
      gpusAt: () => 4,
      isLost: () => false,
    };
    const steps = simulate(world, 400);
    const counts = steps.map(({ jobs }) => jobs.filter(isActive).length);
    expect(Math.max(...counts)).toBe(4);
    expect(counts.at(-1)).toBe(0);
    expect(steps.at(-1)).toMatchObject({ pending: 0, claimed: 0 });
    expect(steps.flatMap(({ plan }) => plan.make)).toEqual([1, 2, 3, 4]);
  });

  test('whatever arrives, whatever is lost: never above max, no running Job is taken away, all work is done, back to 0', () => {
    fc.assert(
      fc.property(
        fc.record({
          max: fc.integer({ min: 1, max: 8 }),
          arrivals: fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 600 })), { maxLength: 12 }),
          losses: fc.array(fc.nat(120), { maxLength: 6 }),
          droughts: fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 40 })), { maxLength: 3 }),
          gpus: fc.integer({ min: 1, max: 10 }),
        }),
        ({ max, arrivals, losses, droughts, gpus }) => {
          const steps = simulate(
            {
              ...steady,
              max,
              arrivals: new Map(arrivals),
              gpusAt: (step) => (droughts.some(([from, length]) => step >= from && step < from + length) ? 0 : gpus),
              isLost: (step) => losses.includes(step),
            },
            1500,
          );
          const tooMany = steps.filter(({ jobs, plan }) => jobs.filter(isActive).length + plan.make.length > max);
          const tookAway = steps.flatMap(({ plan }) => plan.remove.filter((one) => !isUnstarted(one)));
          expect([tooMany, tookAway]).toEqual([[], []]);
          expect(steps.at(-1)).toMatchObject({ pending: 0, claimed: 0 });
          expect(steps.at(-1)!.jobs.filter(isActive)).toEqual([]);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  test('a need that comes and goes every few seconds makes no more Jobs than the need at its height', () => {
    const arrivals = new Map(Array.from({ length: 60 }, (_, index) => [index * 2, 3] as const));
    const steps = simulate({ ...steady, max: 4, arrivals, gpusAt: () => 4, isLost: () => false }, 400);
    expect(steps.flatMap(({ plan }) => plan.make)).toEqual([1]);
  });
});

const steady = { stepSeconds: 10, batchSeconds: 30 };
