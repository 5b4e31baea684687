import type { Job } from './types.ts';

export function isUnderWay({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}

/** The list with this job in its place, or first if it is new. Old news about a known job is dropped. */
export function withJob(known: readonly Job[], job: Job): readonly Job[] {
  const index = known.findIndex(({ id }) => id === job.id);
  if (index === -1) return [job, ...known];
  return (known[index]?.updatedAt ?? '') > job.updatedAt ? known : known.with(index, job);
}
