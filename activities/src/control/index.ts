import type { ControlActivities, Deps } from '../types.ts';
import { deferConnection } from './defer-connection.ts';
import { findDueWork } from './find-due-work.ts';
import { purgeListener } from '../purge/purge-listener.ts';
import { fallBackFromGpu } from './fall-back-from-gpu.ts';
import { settleJobs } from './settle-jobs.ts';

/** Activities of the queue `sidetrack`. */
export function createControlActivities(deps: Deps): ControlActivities {
  const last = { tagsAt: -Infinity, scoresAsked: false };
  return {
    findDueWork: () => findDueWork(deps, last),
    settleJobs: (input) => settleJobs(deps, input),
    deferConnection: (input) => deferConnection(deps, input),
    fallBackFromGpu: (input) => fallBackFromGpu(deps, input),
    purgeListener: (input) => purgeListener(deps, input),
  };
}
