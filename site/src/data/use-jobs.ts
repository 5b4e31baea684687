import { useState } from 'react';
import type { Job } from './types.ts';

/** Jobs as they are told of one by one; the newest word on each wins. */
export function useJobs(initial: readonly Job[]): {
  jobs: readonly Job[];
  running: readonly Job[];
  takeJob: (job: Job) => void;
} {
  const [jobs, setJobs] = useState(initial);
  const takeJob = (job: Job) => setJobs((known) => withJob(known, job));
  return { jobs, running: jobs.filter(isUnderWay), takeJob };
}

export function isUnderWay({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}

/** The list with this job in its place, or first if it is new. Old news about a known job is dropped. */
export function withJob(known: readonly Job[], job: Job): readonly Job[] {
  const index = known.findIndex(({ id }) => id === job.id);
  if (index === -1) return [job, ...known];
  return (known[index]?.updatedAt ?? '') > job.updatedAt ? known : known.with(index, job);
}
