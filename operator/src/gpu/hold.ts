import type { GpuJob } from './gpu-job.ts';
import { isActive } from './gpu-job.ts';
import type { GpuObserved } from './plan.ts';

/**
 * Until when no new Job is made. Each Job that failed doubles the wait for the next; so does, more gently, each that found nothing to do
 * although work was said to wait (CPU workers have it, or nobody hands it out). A Job that did something ends both, and so does a
 * change of what the Jobs are made from.
 */
export function heldUntil({ jobs, templateHash, spec }: Pick<GpuObserved, 'jobs' | 'templateHash' | 'spec'>): Date {
  const inVain = firstOf(newestEnded(jobs), (job) => !isUseful(job, spec.idleSeconds));
  const counted = inVain.filter((job) => job.templateHash === templateHash);
  const last = counted[0];
  if (last === undefined) return new Date(0);
  const base = last.phase === 'failed' ? AFTER_FAILURE_SECONDS : spec.idleSeconds;
  const seconds = Math.min(base * 2 ** (counted.length - 1), MAX_SECONDS);
  return new Date(last.since.getTime() + seconds * 1000);
}

/** The failed Jobs that no success came after, newest first. */
export function failuresSinceSuccess(jobs: readonly GpuJob[], templateHash: string): GpuJob[] {
  return firstOf(newestEnded(jobs), ({ phase }) => phase === 'failed').filter(
    (job) => job.templateHash === templateHash,
  );
}

function newestEnded(jobs: readonly GpuJob[]): GpuJob[] {
  const ended = jobs.filter((job) => !isActive(job));
  return ended.sort((one, other) => other.since.getTime() - one.since.getTime());
}

function isUseful({ phase, ranSeconds }: GpuJob, idleSeconds: number): boolean {
  return phase === 'succeeded' && (ranSeconds === null || ranSeconds > idleSeconds + START_SECONDS);
}

function firstOf<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? [...items] : items.slice(0, end);
}

const AFTER_FAILURE_SECONDS = 30;
const MAX_SECONDS = 300;
/** A worker needs about this long from its start to its first look for work. */
const START_SECONDS = 8;
