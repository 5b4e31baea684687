import type { TemporalTls } from '@sidetrack/settings';
import { Client, Connection, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { readRuns } from './temporal-runs.ts';
import { readVersions, setCurrentVersion } from './temporal-versions.ts';
import { UnknownVersionError, WorkflowsUnavailableError } from './workflows.ts';
import type { Workflows } from './workflows.ts';

const TASK_QUEUE = 'sidetrack';
/** How long a person may wait for Temporal before they are told to come back. */
const PATIENCE_MS = 4000;
const CHECK_MS = 1500;
/** Temporal asks, or tells, each task queue of a version before it answers, which takes seconds. No person waits for it. */
const VERSION_MS = 15_000;

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly tls?: TemporalTls | undefined;
}

/** Temporal behind the API. Connects when it is first needed and again after it was away. */
export function temporalWorkflows({ address, namespace, tls }: TemporalOptions): Workflows {
  const connection = Connection.lazy({ address, connectTimeout: PATIENCE_MS, ...(tls !== undefined && { tls }) });
  const client = new Client({ connection, namespace });
  const within = async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
    try {
      return await connection.withDeadline(Date.now() + milliseconds, work);
    } catch (error) {
      if (error instanceof UnknownVersionError) throw error;
      throw new WorkflowsUnavailableError(address, { cause: error });
    }
  };
  return {
    async start({ workflow, workflowId, args, summary, correlationId }) {
      await within(PATIENCE_MS, () =>
        client.workflow.start(workflow, {
          taskQueue: TASK_QUEUE,
          workflowId,
          args: [...args],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          memo: { correlationId },
          staticSummary: summary,
        }),
      );
    },
    wakeDispatcher: () => within(CHECK_MS, () => client.workflow.getHandle('dispatcher').signal('wake')),
    async check() {
      await within(CHECK_MS, () => connection.workflowService.getSystemInfo({}));
    },
    runs: (workflowIds) => within(PATIENCE_MS, () => readRuns(client, workflowIds)),
    versions: () => within(VERSION_MS, () => readVersions(client)),
    setCurrentVersion: (buildId) => within(VERSION_MS, () => setCurrentVersion(client, buildId)),
    close: () => connection.close(),
  };
}
