import { continueAsNew, workflowInfo } from '@temporalio/workflow';

/**
 * Repeats a batch until nothing is left, or until a batch gets nothing done: what then remains waits for a later
 * attempt or is held by another worker, and the dispatcher comes back to it.
 *
 * @returns how many were done in this run
 */
export async function drain(batch: () => Promise<{ done: number; remaining: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { done, remaining } = await batch();
    total += done;
    if (remaining === 0 || done === 0) return total;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew();
  }
}
