import { useState } from 'react';
import { isUnderWay, withJob } from './job-list.ts';
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
