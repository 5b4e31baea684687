import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { RunShape } from '../contract/internal/tenants.ts';

const MOST_RUNS = 50;
/** Of so many of the newest runs it is asked why they failed or are being retried: each is a question of its own. */
const EXPLAINED = 5;

/** The newest runs under these ids, newest first, the newest of them with what went wrong. */
export async function readRuns(client: Client, workflowIds: readonly string[]): Promise<RunShape[]> {
  if (workflowIds.length === 0) return [];
  const query = `WorkflowId IN (${workflowIds.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')})`;
  const found: WorkflowExecutionInfo[] = [];
  for await (const info of client.workflow.list({ query, pageSize: MOST_RUNS })) {
    found.push(info);
    if (found.length === MOST_RUNS) break;
  }
  found.sort((a, b) => b.startTime.getTime() - a.startTime.getTime());
  return Promise.all(
    found.map(async (info, index) => shape(info, index < EXPLAINED ? await explain(client, info) : null)),
  );
}

function shape(info: WorkflowExecutionInfo, message: string | null): RunShape {
  return {
    workflowId: info.workflowId,
    runId: info.runId,
    workflow: info.type,
    state: stateOf(info),
    startedAt: info.startTime.toISOString(),
    closedAt: info.closeTime?.toISOString() ?? null,
    message,
  };
}

function stateOf({ status }: WorkflowExecutionInfo): RunShape['state'] {
  if (status.name === 'RUNNING') return 'running';
  return status.name === 'COMPLETED' || status.name === 'CONTINUED_AS_NEW' ? 'done' : 'failed';
}

interface Failure {
  readonly message?: string | null;
  readonly cause?: Failure | null;
}

/** Why a run failed, or what its activity is being retried for. */
async function explain(client: Client, info: WorkflowExecutionInfo): Promise<string | null> {
  const { workflowId, runId } = info;
  const state = stateOf(info);
  if (state === 'done') return null;
  if (state === 'running') {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    const retried = (raw.pendingActivities ?? []).find(
      ({ lastFailure }) => lastFailure !== null && lastFailure !== undefined,
    );
    return innermost(retried?.lastFailure);
  }
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const [last] = history?.events ?? [];
  return (
    innermost(last?.workflowExecutionFailedEventAttributes?.failure) ?? `It ended as ${info.status.name.toLowerCase()}.`
  );
}

function innermost(failure: Failure | null | undefined): string | null {
  if (failure === null || failure === undefined) return null;
  return innermost(failure.cause) ?? (failure.message === '' ? null : (failure.message ?? null));
}
