import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../create-activities.ts';
import type { Deps } from '../types.ts';
import { activityLogging } from './activity-logging.ts';
import type { Queue } from './options.ts';

export interface Served {
  connection: NativeConnection;
  namespace: string;
  queue: Queue;
  /** Needed for the queue `sidetrack` alone: workflows run nowhere else. */
  bundlePath: string;
}

/** A worker of one queue, ready to run. */
export async function serveQueue(deps: Deps, { connection, namespace, queue, bundlePath }: Served): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: queue,
    identity: `${queue}@${String(process.pid)}`,
    activities: await createActivities(queue, deps),
    interceptors: { activity: [activityLogging(deps.logger)] },
    // Heartbeats carry cursors: a killed worker's successor should go on where it was, not 80 % of a timeout earlier.
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    // How long a workflow waits for a worker that died before another one takes it.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    shutdownGraceTime: '4 seconds',
    shutdownForceTime: '12 seconds',
    ...(queue === 'sidetrack' && {
      workflowBundle: { codePath: bundlePath },
      maxCachedWorkflows: 200,
      workflowThreadPoolSize: 1,
    }),
    ...limits[queue],
  });
}

const limits: Readonly<Record<Queue, Partial<WorkerOptions>>> = {
  sidetrack: { maxConcurrentActivityTaskExecutions: 20 },
  ingest: { maxConcurrentActivityTaskExecutions: 8 },
  // A core each: more side by side are more processes.
  extract: { maxConcurrentActivityTaskExecutions: 1 },
  aggregate: { maxConcurrentActivityTaskExecutions: 2 },
};
