import type { ConditionDraft, SideTrackSpec } from '../api/index.ts';
import type { Lane } from '../installation-api/index.ts';
import { gpuCondition } from './condition.ts';
import type { GpuJob } from './gpu-job.ts';
import { isActive, isUnstarted } from './gpu-job.ts';
import { heldUntil } from './hold.ts';

/** Everything that the plan of an installation's GPU Jobs rests on. */
export interface GpuObserved {
  readonly spec: SideTrackSpec['workers']['extractGpu'];
  readonly isHibernating: boolean;
  readonly hasKueue: boolean;
  /** What the installation says of its GPU work; null when it could not be asked. */
  readonly work: {
    readonly lane: Lane;
    readonly fallbacks: { readonly count: number; readonly lastAt: Date | null };
  } | null;
  readonly jobs: readonly GpuJob[];
  /** Of the Job that would be made now: see {@link GpuJob.templateHash}. */
  readonly templateHash: string;
  /** The needs of the plans before, oldest first, back to {@link SETTLE_SECONDS} at least where they are known. */
  readonly needs: readonly Need[];
  /** What the status says now. */
  readonly shown: GpuStatus | undefined;
}

/** How many Jobs the work asked for at one time. */
export interface Need {
  readonly at: Date;
  readonly jobs: number;
}

export interface GpuStatus {
  readonly pending: number;
  readonly jobs: number;
}

export interface GpuPlan {
  /** Numbers of the Jobs to make; the same observation gives the same numbers, so that none is made twice. */
  readonly make: readonly number[];
  /** Jobs to take away. Save in hibernation, none of them ever ran. */
  readonly remove: readonly GpuJob[];
  /** For the `needs` of the plans to come; null when it is not known. */
  readonly need: number | null;
  readonly condition: ConditionDraft<'GpuReady'>;
  /** Undefined where no GPU is to be used. */
  readonly status: GpuStatus | undefined;
  readonly requeueAfterSeconds: number;
}

/** Unstarted Jobs are taken away when for this long fewer were needed. */
export const SETTLE_SECONDS = 60;

/**
 * Which GPU Jobs to make and which to take away. There is a Job for each batch of waiting tracks, up to the spec's max. A Job that
 * runs is never taken away to scale down: it ends by itself when it finds no more work. Jobs that never started go when they were not
 * needed for a minute. After Jobs that failed or found nothing to do, the next ones wait a while longer each time.
 */
export function planGpuJobs(observed: GpuObserved, now: Date): GpuPlan {
  const { spec, jobs, work } = observed;
  const active = jobs.filter(isActive);
  const need = needOf(observed);
  const remove = toRemove(observed, active, need, now);
  const mayMake = need !== null && !isQueueMissing(observed) && now >= heldUntil(observed);
  const make = mayMake ? freeNumbers(jobs, need - active.length) : [];
  const isBusy = (need ?? 0) > 0 || active.length > 0;
  return {
    make,
    remove,
    need,
    condition: gpuCondition({ observed, active, need, now, isQueueMissing: isQueueMissing(observed) }),
    status:
      spec.max === 0 && active.length === 0
        ? undefined
        : {
            pending: steady(observed.shown?.pending, work?.lane.pending),
            jobs: active.length - remove.length + make.length,
          },
    requeueAfterSeconds: isBusy ? BUSY_SECONDS : IDLE_SECONDS,
  };
}

/** What is claimed counts too: the work of a lost node waits for somebody to take it again. */
function needOf({ spec, isHibernating, work }: GpuObserved): number | null {
  if (isHibernating || spec.max === 0) return 0;
  if (work === null) return null;
  const { pending, claimed, tracksPerBatch } = work.lane;
  return Math.min(spec.max, Math.ceil((pending + claimed) / tracksPerBatch));
}

function toRemove(observed: GpuObserved, active: readonly GpuJob[], need: number | null, now: Date): GpuJob[] {
  if (observed.isHibernating) return [...active];
  const unstarted = active.filter(isUnstarted).sort((one, other) => numberOf(other.name) - numberOf(one.name));
  const outdated = unstarted.filter(({ templateHash }) => templateHash !== observed.templateHash);
  if (need === null) return outdated;
  const most = mostNeeded(observed.needs, need, now);
  if (most === null) return outdated;
  const surplus = Math.max(0, active.length - outdated.length - most);
  return [...outdated, ...unstarted.filter((job) => !outdated.includes(job)).slice(0, surplus)];
}

/** The largest need of the last {@link SETTLE_SECONDS}; null while that time is not known in whole. */
function mostNeeded(needs: readonly Need[], need: number, now: Date): number | null {
  const from = now.getTime() - SETTLE_SECONDS * 1000;
  if (!needs.some(({ at }) => at.getTime() <= from)) return null;
  return Math.max(need, ...needs.filter(({ at }) => at.getTime() > from).map(({ jobs }) => jobs));
}

function isQueueMissing({ spec, hasKueue }: GpuObserved): boolean {
  return spec.kueueQueue !== undefined && !hasKueue;
}

/** The next `count` numbers after all that are in use, finished Jobs among them. */
function freeNumbers(jobs: readonly GpuJob[], count: number): number[] {
  const last = Math.max(0, ...jobs.map(({ name }) => numberOf(name)));
  return Array.from({ length: Math.max(0, count) }, (_, index) => last + index + 1);
}

function numberOf(jobName: string): number {
  return Number(/-(\d+)$/.exec(jobName)?.[1] ?? 0);
}

/** The number that is shown stays until the true one is a tenth away, or is or was 0: a status is no counter. */
function steady(shown: number | undefined, pending: number | undefined): number {
  if (pending === undefined) return shown ?? 0;
  if (shown === undefined || pending === 0 || shown === 0) return pending;
  return Math.abs(pending - shown) >= shown / 10 ? pending : shown;
}

const BUSY_SECONDS = 10;
const IDLE_SECONDS = 15;
