import type { Client } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import type { VersionsShape } from '../contract/internal/versions.ts';
import { UnknownVersionError } from './workflows.ts';

/** As workers register (activities/src/worker/serve-queue.ts). */
const DEPLOYMENT = 'sidetrack';
const TASK_QUEUE = 'sidetrack';

type Asking = Pick<Client, 'options' | 'workflowService'>;
type Status = VersionsShape['versions'][number]['status'];

/**
 * The versions of a Temporal Worker Deployment, newest first, with the workers of each that poll. None where no versioned worker
 * was ever there, or where the server is too old to know of versions.
 */
export async function readVersions({ workflowService, options }: Asking): Promise<VersionsShape> {
  const { namespace } = options;
  const described = await workflowService
    .describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT })
    .catch((error: unknown) => {
      if (isOneOf(error, NOT_FOUND, UNIMPLEMENTED)) return null;
      throw error;
    });
  const info = described?.workerDeploymentInfo;
  if (info === null || info === undefined) return { current: null, versions: [] };
  const pollers = await countPollers({ workflowService, options });
  const current = info.routingConfig?.currentDeploymentVersion?.buildId ?? null;
  const versions = (info.versionSummaries ?? []).flatMap((summary) => {
    const buildId = summary.deploymentVersion?.buildId;
    if (buildId === null || buildId === undefined) return [];
    const status: Status = buildId === current ? 'current' : statusOf(summary.status ?? 0, summary.drainageStatus ?? 0);
    return [
      {
        version: { buildId, status, pollers: pollers.get(buildId) ?? 0 },
        at: Number(summary.createTime?.seconds ?? 0),
      },
    ];
  });
  return { current, versions: versions.toSorted((a, b) => b.at - a.at).map(({ version }) => version) };
}

/** Lets new workflows start on a version. @throws UnknownVersionError while no worker of it has registered */
export async function setCurrentVersion({ workflowService, options }: Asking, buildId: string): Promise<void> {
  try {
    await workflowService.setWorkerDeploymentCurrentVersion({
      namespace: options.namespace,
      deploymentName: DEPLOYMENT,
      buildId,
      identity: options.identity,
    });
  } catch (error) {
    if (isOneOf(error, NOT_FOUND, FAILED_PRECONDITION)) throw new UnknownVersionError(buildId, { cause: error });
    throw error;
  }
}

async function countPollers({ workflowService, options }: Asking): Promise<Map<string, number>> {
  const { pollers } = await workflowService.describeTaskQueue({
    namespace: options.namespace,
    taskQueue: { name: TASK_QUEUE },
  });
  const counts = new Map<string, number>();
  for (const { deploymentOptions } of pollers) {
    const buildId = deploymentOptions?.buildId ?? '';
    counts.set(buildId, (counts.get(buildId) ?? 0) + 1);
  }
  return counts;
}

/** Whether the server answered with one of these gRPC statuses. */
function isOneOf(error: unknown, ...codes: number[]): boolean {
  return isGrpcServiceError(error) && codes.includes(error.code);
}

/** temporal.api.enums.v1.WorkerDeploymentVersionStatus, and VersionDrainageStatus for servers that tell only that. */
function statusOf(status: number, drainage: number): Status {
  if (status === 2 || status === 3) return 'current';
  if (status === 5 || drainage === 2) return 'drained';
  return status === 4 || drainage === 1 ? 'draining' : 'inactive';
}

const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;
const UNIMPLEMENTED = 12;
