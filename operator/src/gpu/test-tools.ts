import type { GpuJob } from './gpu-job.ts';
import type { GpuObserved, GpuPlan, Need } from './plan.ts';
import { planGpuJobs } from './plan.ts';

export const START = new Date('2026-11-22T12:00:00Z');

export const gpuSpec: GpuObserved['spec'] = {
  max: 4,
  resourceName: 'nvidia.com/gpu',
  idleSeconds: 60,
  fallbackSeconds: 600,
};

export function lane(pending: number, claimed = 0, tracksPerBatch = 20) {
  return { pending, claimed, oldestSeconds: pending > 0 ? 5 : null, tracksPerBatch };
}

export function observed(more: Partial<GpuObserved> & { pending?: number; claimed?: number } = {}): GpuObserved {
  return {
    spec: gpuSpec,
    isHibernating: false,
    hasKueue: false,
    work: { lane: lane(more.pending ?? 0, more.claimed ?? 0), fallbacks: { count: 0, lastAt: null } },
    jobs: [],
    templateHash: 'now',
    needs: [],
    shown: undefined,
    ...more,
  };
}

export function job(number: number, phase: GpuJob['phase'], more: Partial<GpuJob> = {}): GpuJob {
  return {
    name: `home-extract-gpu-${number}`,
    resourceVersion: '1',
    templateHash: 'now',
    phase,
    since: START,
    createdAt: START,
    ranSeconds: null,
    detail: '',
    ...more,
  };
}

/** What a simulated installation meets: each step lasts `stepSeconds`. */
export interface SimulatedWorld {
  readonly max: number;
  readonly stepSeconds: number;
  /** Tracks that arrive at a step. */
  readonly arrivals: ReadonlyMap<number, number>;
  /** GPUs of the cluster at a step. */
  gpusAt(step: number): number;
  /** Whether a running Job's node is lost at a step. */
  isLost(step: number): boolean;
  readonly batchSeconds: number;
}

export interface SimulatedStep {
  readonly pending: number;
  readonly claimed: number;
  readonly jobs: readonly GpuJob[];
  readonly plan: GpuPlan;
}

interface Worker {
  batch: number;
  busyUntil: number;
  idleSince: number;
  startedAt: number;
}

const BATCH = 20;

/** Runs the planner against a cluster in which Jobs find GPUs, take batches, are lost and end when they were idle. */
export function simulate(world: SimulatedWorld, steps: number): SimulatedStep[] {
  let pending = 0;
  let jobs: GpuJob[] = [];
  let needs: Need[] = [];
  const workers = new Map<string, Worker>();
  const history: SimulatedStep[] = [];
  for (let step = 0; step < steps; step++) {
    const seconds = step * world.stepSeconds;
    const now = new Date(START.getTime() + seconds * 1000);
    pending += world.arrivals.get(step) ?? 0;
    if (world.isLost(step)) pending += loseOne(workers);
    jobs = jobs.map((one) => advance(one, workers, { seconds, now, gpus: world.gpusAt(step) }));
    for (const worker of workers.values()) pending -= take(worker, pending, seconds, world.batchSeconds);
    const claimed = [...workers.values()].reduce((sum, { batch }) => sum + batch, 0);
    const spec = { ...gpuSpec, max: world.max };
    const seen = observed({ spec, jobs, needs });
    const plan = planGpuJobs({ ...seen, work: { ...seen.work!, lane: lane(pending, claimed, BATCH) } }, now);
    history.push({ pending, claimed, jobs, plan });
    needs = [...needs.slice(-12), { at: now, jobs: plan.need ?? 0 }];
    const gone = new Set(plan.remove.map(({ name }) => name));
    const made = plan.make.map((number) => job(number, 'unschedulable', { since: now, createdAt: now }));
    jobs = [...jobs.filter(({ name }) => !gone.has(name)), ...made].filter((one) => !isExpired(one, now));
  }
  return history;
}

/** The batch of a lost worker waits again; its Job gets another pod. */
function loseOne(workers: Map<string, Worker>): number {
  const [name, worker] = [...workers][0] ?? [];
  if (name === undefined || worker === undefined) return 0;
  workers.delete(name);
  return worker.batch;
}

function advance(
  one: GpuJob,
  workers: Map<string, Worker>,
  { seconds, now, gpus }: { seconds: number; now: Date; gpus: number },
): GpuJob {
  if (one.phase === 'succeeded') return one;
  const worker = workers.get(one.name);
  if (worker === undefined) {
    if (workers.size >= gpus) return one.phase === 'running' ? { ...one, phase: 'restarting', since: now } : one;
    workers.set(one.name, { batch: 0, busyUntil: 0, idleSince: seconds, startedAt: seconds });
    return { ...one, phase: 'running', since: now };
  }
  const isIdle = worker.batch === 0 && seconds - worker.idleSince >= gpuSpec.idleSeconds;
  if (!isIdle) return one;
  workers.delete(one.name);
  return { ...one, phase: 'succeeded', since: now, ranSeconds: seconds - worker.startedAt };
}

function take(worker: Worker, pending: number, seconds: number, batchSeconds: number): number {
  if (worker.batch > 0 && seconds < worker.busyUntil) return 0;
  if (worker.batch > 0) worker.idleSince = seconds;
  worker.batch = Math.min(BATCH, pending);
  if (worker.batch > 0) worker.busyUntil = seconds + batchSeconds;
  return worker.batch;
}

function isExpired({ phase, since }: GpuJob, now: Date): boolean {
  return phase === 'succeeded' && now.getTime() - since.getTime() > 900_000;
}
