import { WorkflowIdConflictPolicy, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { settleOrphans, type WorkflowState } from '../jobs/settle-orphans.ts';
import type { Deps } from '../types.ts';

const EVERY_MS = 60_000;

/**
 * Makes sure that the dispatcher runs, now and every minute: it is gone where Temporal's state was lost or someone
 * terminated it. Jobs that such a loss left open are ended at the same occasion. Ends when the signal aborts.
 */
export async function keepDispatcher(deps: Deps, client: Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await startDispatcher(client);
      const settled = await settleOrphans(deps, (workflowId) => stateOf(client, workflowId));
      if (settled > 0) deps.logger.warn({ settled }, 'Ended jobs whose workflow was gone.');
    } catch (error) {
      deps.logger.warn({ err: error }, 'Could not make sure that the dispatcher runs; trying again in a minute.');
    }
    await deps.sleep(EVERY_MS, signal).catch(() => undefined);
  }
}

async function startDispatcher(client: Client): Promise<void> {
  await client.workflow.start('Dispatcher', {
    workflowId: 'dispatcher',
    taskQueue: 'sidetrack',
    args: [{}],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    staticSummary: 'Starts what is due',
  });
}

async function stateOf(client: Client, workflowId: string): Promise<WorkflowState> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return 'running';
    return status.name === 'COMPLETED' ? 'done' : 'failed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'missing';
    throw error;
  }
}
