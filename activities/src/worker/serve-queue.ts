import { Worker, type NativeConnection, type WorkerDeploymentOptions, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../create-activities.ts';
import type { Deps } from '../types.ts';
import type { ActivityWatch } from './activity-watch.ts';
import { activityLogging } from './activity-logging.ts';
import type { Queue } from './options.ts';

export interface Served {
  connection: NativeConnection;
  namespace: string;
  queue: Queue;
  /** Needed for the queue `sidetrack` alone: workflows run nowhere else. */
  bundlePath: string;
  watch: ActivityWatch;
}

/** A worker of one queue, ready to run. */
export async function serveQueue(
  deps: Deps,
  { connection, namespace, queue, bundlePath, watch }: Served,
): Promise<Worker> {
  const { mode, workerBuildId } = deps.settings;
  return Worker.create({
    connection,
    namespace,
    taskQueue: queue,
    identity: `${queue}@${String(process.pid)}`,
    activities: await createActivities(queue, deps),
    interceptors: { activity: [watch.interceptor, activityLogging(deps.logger)] },
    // Heartbeats carry cursors: a killed worker's successor should go on where it was, not 80 % of a timeout earlier.
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    // How long a workflow waits for a worker that died before another one takes it.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    ...shutdownTimes[mode],
    ...(queue === 'sidetrack' && {
      workflowBundle: { codePath: bundlePath },
      maxCachedWorkflows: 200,
      workflowThreadPoolSize: 1,
      ...(workerBuildId !== undefined && { workerDeploymentOptions: versioned(workerBuildId) }),
    }),
    ...limits[queue],
  });
}

/**
 * How long running activities may go on once the worker was told to stop, until they are cancelled and until they are given up. On a
 * laptop a person waits for it; an orchestrator lets a pod finish what is short.
 */
const shutdownTimes = {
  laptop: { shutdownGraceTime: '4 seconds', shutdownForceTime: '12 seconds' },
  hosted: { shutdownGraceTime: '20 seconds', shutdownForceTime: '30 seconds' },
} as const;

/** The name under which the API asks for versions (api/src/jobs/temporal-versions.ts). */
const DEPLOYMENT = 'sidetrack';

/** Workflows end on the version that they began on, where they say nothing else themselves. */
const versioned = (buildId: string): WorkerDeploymentOptions => ({
  useWorkerVersioning: true,
  version: { deploymentName: DEPLOYMENT, buildId },
  defaultVersioningBehavior: 'PINNED',
});

const limits: Readonly<Record<Queue, Partial<WorkerOptions>>> = {
  sidetrack: { maxConcurrentActivityTaskExecutions: 20 },
  ingest: { maxConcurrentActivityTaskExecutions: 8 },
  // A core each: more side by side are more processes.
  extract: { maxConcurrentActivityTaskExecutions: 1 },
  'extract-gpu': { maxConcurrentActivityTaskExecutions: 1 },
  aggregate: { maxConcurrentActivityTaskExecutions: 2 },
};
