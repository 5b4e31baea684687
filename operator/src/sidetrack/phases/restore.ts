import type { V1Job } from '@kubernetes/client-node';
import { sideTrackCondition } from '../../api/index.ts';
import { backupCronJob, backupVolume } from '../../resources/backup.ts';
import { restoreJob, restoreJobName } from '../../resources/restore.ts';
import { componentOf } from '../component-of.ts';
import type { Context } from '../context.ts';
import { jobState } from '../health/workload.ts';
import { isProductAtRest, restSteps } from '../rescale.ts';
import { applyAll, deleteStep } from '../step.ts';
import type { Step } from '../step.ts';
import type { Phase, PhasePlan } from './phase.ts';

/**
 * Puts a backup in the place of the database, once: nothing of the product runs meanwhile. That it is done is remembered after the
 * migration that follows (migration.ts); until then every look comes here again and finds how far it is.
 */
export const restorePhase: Phase = (context) => {
  const { restoring } = context;
  if (restoring === undefined) return { steps: formerJobs(context), conditions: [], isDone: true };
  if (!isProductAtRest(context)) {
    return {
      steps: [...formerJobs(context), ...restSteps(context), ...suspendedBackups(context)],
      conditions: [],
      isDone: false,
    };
  }
  return jobPlan(context, restoring);
};

function jobPlan(context: Context, backup: string): PhasePlan {
  const { installation, children } = context;
  const state = jobState(children, restoreJobName(installation, backup));
  switch (state.is) {
    case 'absent':
      return {
        steps: [...formerJobs(context), ...volumeSteps(context), ...applyAll([restoreJob(installation, backup)])],
        conditions: [],
        isDone: false,
      };
    case 'running':
      return {
        steps: [],
        conditions:
          state.trouble === undefined ? [] : [sideTrackCondition('DatabaseReady', 'RestoreFailed', state.trouble.says)],
        isDone: false,
      };
    case 'failed':
      return {
        steps: [],
        conditions: [sideTrackCondition('DatabaseReady', 'RestoreFailed', state.says)],
        isDone: false,
        isBlocked: true,
      };
    case 'succeeded':
      return { steps: [], conditions: [], isDone: true };
  }
}

/** A backup made while the database is being replaced would be of half of it. */
function suspendedBackups({ installation }: Context): Step[] {
  const cronJob = backupCronJob(installation);
  if (cronJob === null) return [];
  const suspended = { ...cronJob, spec: { ...cronJob.spec, suspend: true } };
  return applyAll([suspended]);
}

function volumeSteps({ installation }: Context): Step[] {
  const volume = backupVolume(installation);
  return volume === null ? [] : [{ do: 'apply', object: volume, owned: false, isOptional: true }];
}

/** Restores of other backups, and all of them once spec.restoreFrom is gone: the same one can then be asked for again. */
function formerJobs({ children, spec, installation }: Context): Step[] {
  const current = spec.restoreFrom === undefined ? undefined : restoreJobName(installation, spec.restoreFrom.backup);
  return children.jobs
    .filter((job) => componentOf(job) === 'restore' && job.metadata?.name !== current)
    .map((job: V1Job) => deleteStep(job));
}
