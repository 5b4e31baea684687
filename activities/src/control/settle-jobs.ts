import type { Deps, JobsOutcome } from '../types.ts';

/** Ends every open job that waits for this workflow. Settling twice changes nothing. */
export async function settleJobs(
  { db, clock }: Deps,
  { workflowId, outcome, error, result }: JobsOutcome,
): Promise<void> {
  await db.asService((tx) =>
    tx.query(SETTLE, [
      workflowId,
      outcome,
      error ?? null,
      result === undefined ? null : JSON.stringify(result),
      clock(),
    ]),
  );
}

const SETTLE = `
  UPDATE jobs SET state = $2, error = $3, result = $4::jsonb, updated_at = $5
  WHERE workflow_id = $1 AND state IN ('queued', 'running')`;
