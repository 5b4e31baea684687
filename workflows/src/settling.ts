import {
  ActivityFailure,
  CancellationScope,
  ChildWorkflowFailure,
  ContinueAsNew,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import { control } from './activities.ts';

/**
 * Runs a workflow's work and then ends the jobs that people follow it by, whichever way it ended. A run that continues
 * as new ends no job: the work goes on.
 */
export async function settling<T>(work: () => Promise<T>): Promise<T> {
  const { workflowId } = workflowInfo();
  try {
    const result = await work();
    await settle({ workflowId, outcome: 'done', result });
    return result;
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    await CancellationScope.nonCancellable(() => settle({ workflowId, outcome: 'failed', error: reasonOf(error) }));
    throw error;
  }
}

/** The sentence of what failed first: Temporal wraps it in "Activity task failed". */
export function reasonOf(error: unknown): string {
  if (isCancellation(error)) return 'It was cancelled.';
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause !== undefined) {
    return reasonOf(error.cause);
  }
  return error instanceof Error ? error.message : String(error);
}

const settle = (outcome: Parameters<typeof control.settleJobs>[0]): Promise<void> =>
  control.settleJobs.executeWithOptions({ summary: `Tell those who wait: ${outcome.outcome}` }, [outcome]);
