import type { V1Deployment } from '@kubernetes/client-node';
import { sideTrackCondition } from '../../api/index.ts';
import { modelsJob } from '../../resources/models.ts';
import { versionedWorkerName, workerDeployment, workerQueues } from '../../resources/worker.ts';
import type { WorkerQueue } from '../../resources/worker.ts';
import type { Context } from '../context.ts';
import { deploymentState, jobState } from '../health/workload.ts';
import type { WorkloadState } from '../health/workload.ts';
import { applyAll } from '../step.ts';
import type { Phase, PhasePlan } from './phase.ts';
import { servingCondition } from './serving.ts';

/** The workers of every queue, after the API. The models that they need lie on their volume first. */
export const workersPhase: Phase = (context, isReached) => {
  const fetching = modelsPlan(context);
  if (fetching !== undefined) return fetching;
  const { installation, configHash } = context;
  const states = workerStates(context);
  const deployments = workerQueues.map((queue) =>
    workerDeployment(installation, queue, { replicas: installation.spec.workers[queue].replicas, configHash }),
  );
  return {
    steps: applyAll(deployments),
    conditions: [workersCondition(context, states, isReached)],
    isDone: states.every(({ isCurrent }) => isCurrent),
  };
};

/** How the workers of each queue that has any stand, at the version to render. */
export function workerStates({ children, installation }: Context): WorkloadState[] {
  return workerQueues.map((queue) => {
    const { replicas } = installation.spec.workers[queue];
    const state = deploymentState(children, workerName(installation, queue), {
      replicas,
      version: installation.version,
    });
    return replicas === 0 ? { ...state, serves: true } : state;
  });
}

/** The Deployments of versioned workers other than the one to render: they finish the workflows that they began. */
export function formerWorkers({ children, installation }: Context): V1Deployment[] {
  const current = versionedWorkerName(installation, installation.version);
  return children.deployments.filter(
    ({ metadata }) =>
      metadata?.labels?.['app.kubernetes.io/component'] === 'worker-sidetrack' && metadata.name !== current,
  );
}

export function workerName(installation: Context['installation'], queue: WorkerQueue): string {
  return queue === 'sidetrack'
    ? versionedWorkerName(installation, installation.version)
    : installation.childName(`worker-${queue}`);
}

function workersCondition(context: Context, states: WorkloadState[], isReached: boolean) {
  const condition = servingCondition('WorkersReady', states, isReached);
  const former = formerWorkers(context);
  const isServedByFormer =
    context.isRollingOut && former.some((deployment) => (deployment.status?.availableReplicas ?? 0) > 0);
  // While a new version starts, the one before it still takes the work.
  if (condition.status === 'False' && isServedByFormer && states.slice(1).every(({ serves }) => serves)) {
    return sideTrackCondition('WorkersReady', 'Draining', states[0]?.trouble?.says);
  }
  if (condition.status !== 'True' || former.length === 0) return condition;
  return sideTrackCondition('WorkersReady', 'Draining');
}

function modelsPlan(context: Context): PhasePlan | undefined {
  const job = modelsJob(context.installation);
  if (job === null) return undefined;
  const state = jobState(context.children, job.metadata?.name ?? '');
  if (state.is === 'succeeded') return undefined;
  const says = state.is === 'failed' ? state.says : state.is === 'running' ? state.trouble?.says : undefined;
  const detail = ['The models are being fetched.', says].filter((part) => part !== undefined).join(' ');
  return {
    steps: state.is === 'absent' ? applyAll([job]) : [],
    conditions: [
      state.is === 'failed'
        ? sideTrackCondition('WorkersReady', 'NotReady', `The models could not be fetched. ${state.says}`)
        : sideTrackCondition('WorkersReady', 'Starting', detail),
    ],
    isDone: false,
    isBlocked: state.is === 'failed',
  };
}
