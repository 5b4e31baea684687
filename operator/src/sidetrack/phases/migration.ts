import type { V1Job } from '@kubernetes/client-node';
import { sideTrackCondition } from '../../api/index.ts';
import {
  MADE_FOR_ANNOTATION,
  migrationJob,
  migrationMadeFor,
  VERSION_ANNOTATION,
} from '../../resources/migration-job.ts';
import { restoredBackup } from '../context.ts';
import type { Context } from '../context.ts';
import { componentOf, nameOf } from '../component-of.ts';
import { jobState } from '../health/workload.ts';
import type { JobState } from '../health/workload.ts';
import { isOlderThanVolume } from '../older-than-volume.ts';
import { applyAll, deleteStep } from '../step.ts';
import type { Step } from '../step.ts';
import type { Phase, PhasePlan } from './phase.ts';

/** The migrations of the version to render, before any pod of it. A Job that is done is left as it is. */
export const migrationPhase: Phase = (context, isReached) => {
  if (context.isRolledBack && context.restoring === undefined) return rolledBackPlan(context);
  const job = migrationJob(context.installation, {
    restoredFrom: restoredBackup(context),
    configHash: context.configHash,
  });
  const state = jobState(context.children, nameOf(job));
  const former = formerJobs(context, job).map(asDelete);
  if (state.is === 'succeeded' && isOlderThanVolume(context, state.job)) return anewPlan(state.job);
  switch (state.is) {
    case 'absent':
      return {
        steps: [...former, ...applyAll([job])],
        conditions: [sideTrackCondition('Migrated', isReached ? 'Migrating' : 'Waiting')],
        isDone: false,
      };
    case 'succeeded':
      return {
        steps: [...former, ...rememberRestored(context)],
        conditions: [sideTrackCondition('Migrated', 'Migrated')],
        isDone: context.restoring === undefined,
      };
    case 'running':
      return { ...runningPlan(context, state), steps: isStuckAndStale(context, state) ? [asDelete(state.job)] : [] };
    case 'failed':
      return failedPlan(context, state);
  }
};

/** The Job of the version asked for failed, or its pod could not even start in the roll-out's time: the sentence that says so. */
export function migrationFailure(context: Context): string | undefined {
  const { children, installation, configHash, now } = context;
  const job = migrationJob(installation, { restoredFrom: restoredBackup(context), configHash });
  const state = jobState(children, nameOf(job));
  if (state.is === 'failed' && !isStale(context, state.job)) return state.says;
  if (state.is !== 'running' || state.hasStarted || isStale(context, state.job)) return undefined;
  const waited = (now.getTime() - createdAt(state.job, now).getTime()) / 1000;
  if (waited < installation.spec.rollout.deadlineSeconds) return undefined;
  return `The migration did not start in ${String(installation.spec.rollout.deadlineSeconds)} s. ${state.trouble?.says ?? ''}`.trim();
}

/** The schema was expanded for the version that failed, and the one before it works with that: there is nothing to migrate. */
function rolledBackPlan(context: Context): PhasePlan {
  const unfinished = formerJobs(context, undefined).map(asDelete);
  return { steps: unfinished, conditions: [sideTrackCondition('Migrated', 'Migrated')], isDone: true };
}

/** The next look finds no Job and makes one. */
function anewPlan(job: V1Job): PhasePlan {
  return { steps: [asDelete(job)], conditions: [sideTrackCondition('Migrated', 'Migrating')], isDone: false };
}

type Running = Extract<JobState, { is: 'running' }>;
type Failed = Extract<JobState, { is: 'failed' }>;

function runningPlan({ installation, now }: Context, state: Running): PhasePlan {
  const left = installation.spec.rollout.deadlineSeconds - (now.getTime() - createdAt(state.job, now).getTime()) / 1000;
  return {
    steps: [],
    conditions: [sideTrackCondition('Migrated', 'Migrating', state.trouble?.says)],
    isDone: false,
    ...(state.hasStarted ? {} : { lookAgainSeconds: Math.max(1, Math.ceil(left) + 1) }),
  };
}

function failedPlan(context: Context, state: Failed): PhasePlan {
  const isRetried = isStale(context, state.job);
  const reason = NEWER.test(state.says) ? 'DatabaseNewer' : 'MigrationFailed';
  return {
    steps: isRetried ? [asDelete(state.job)] : [],
    conditions: [
      isRetried ? sideTrackCondition('Migrated', 'Migrating') : sideTrackCondition('Migrated', reason, state.says),
    ],
    isDone: false,
    isBlocked: !isRetried,
  };
}

/** The database has what the backup had and the schema of this version: written down before any pod comes back. */
function rememberRestored({ restoring }: Context): Step[] {
  return restoring === undefined ? [] : [{ do: 'remember', facts: { restoredFrom: restoring } }];
}

/** Made for other image settings or other Secrets than there are now. */
function isStale({ installation, configHash }: Context, job: V1Job): boolean {
  return job.metadata?.annotations?.[MADE_FOR_ANNOTATION] !== migrationMadeFor(installation, configHash);
}

function isStuckAndStale(context: Context, state: Running): boolean {
  return !state.hasStarted && isStale(context, state.job);
}

/** Jobs of other versions; a failed one of the version asked for stays, so that its log can be read. */
function formerJobs({ children, installation, asked, good }: Context, job: V1Job | undefined): V1Job[] {
  const kept = new Set([installation.version, good]);
  return children.jobs.filter((other) => {
    if (componentOf(other) !== 'migrate' || other.metadata?.name === job?.metadata?.name) return false;
    const version = other.metadata?.annotations?.[VERSION_ANNOTATION];
    const hasFailed = (other.status?.failed ?? 0) > 0;
    return !kept.has(version) && !(version === asked.version && hasFailed);
  });
}

function asDelete(job: V1Job): Step {
  return deleteStep(job);
}

function createdAt(job: V1Job, now: Date): Date {
  const text = job.metadata?.creationTimestamp;
  return text === undefined ? now : new Date(text);
}

/** What the migration says of a database that is newer than its program (NewerDatabaseError). */
const NEWER = /newer than/iu;
