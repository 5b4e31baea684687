import type { V1Job } from '@kubernetes/client-node';
import { sideTrackCondition } from '../../api/index.ts';
import { temporalSchemaJob } from '../../resources/temporal-schema.ts';
import { nameOf } from '../component-of.ts';
import type { Context } from '../context.ts';
import { databaseOf } from '../database-of.ts';
import { jobState } from '../health/workload.ts';
import { isOlderThanVolume } from '../older-than-volume.ts';
import { applyAll, deleteStep } from '../step.ts';
import type { Phase, PhasePlan } from './phase.ts';

/** Temporal's role, databases and schemas, before its server; a Job of another image or database is another Job. */
export const temporalSchemaPhase: Phase = (context, isReached) => {
  const database = databaseOf(context);
  const job = database === undefined ? null : temporalSchemaJob(context.installation, database);
  if (job === null) return { steps: [], conditions: [], isDone: true };
  const name = nameOf(job);
  const state = jobState(context.children, name);
  switch (state.is) {
    case 'absent':
      return {
        steps: [...formerJobs(context, name), ...applyAll([job])],
        conditions: [sideTrackCondition('TemporalReady', isReached ? 'Starting' : 'Waiting')],
        isDone: false,
      };
    case 'succeeded':
      if (isOlderThanVolume(context, state.job)) return anewPlan(state.job);
      return { steps: formerJobs(context, name), conditions: [], isDone: true };
    case 'running':
      return {
        steps: [],
        conditions: [
          sideTrackCondition('TemporalReady', 'Starting', state.trouble?.says ?? 'Its schema is being set up.'),
        ],
        isDone: false,
      };
    case 'failed':
      return {
        steps: [],
        conditions: [sideTrackCondition('TemporalReady', 'SchemaFailed', state.says)],
        isDone: false,
        isBlocked: true,
      };
  }
};

function formerJobs({ children }: Context, current: string) {
  return children.jobs
    .filter(
      ({ metadata }) =>
        metadata?.labels?.['app.kubernetes.io/component'] === 'temporal-schema' && metadata.name !== current,
    )
    .map((job) => deleteStep(job));
}

/** The next look finds no Job and makes one. */
function anewPlan(job: V1Job): PhasePlan {
  return { steps: [deleteStep(job)], conditions: [sideTrackCondition('TemporalReady', 'Starting')], isDone: false };
}
