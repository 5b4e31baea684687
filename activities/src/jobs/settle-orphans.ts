import type { Deps } from '../types.ts';

/** How a workflow stands in Temporal; 'missing' where Temporal knows nothing of it. */
export type WorkflowState = 'running' | 'done' | 'failed' | 'missing';

/** A job younger than this may have been written just before its workflow was started. */
const GRACE_MS = 60_000;

/**
 * Ends jobs whose workflow has ended without telling them: one that was terminated, or that was lost with Temporal's
 * own state. Nothing is lost with them, because what is still to be done stands in the facts.
 *
 * @returns how many jobs were ended
 */
export async function settleOrphans(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  stateOf: (workflowId: string) => Promise<WorkflowState>,
): Promise<number> {
  const now = clock();
  const open = await db.asService((tx) => tx.query<{ workflowId: string }>(OPEN, [new Date(now.getTime() - GRACE_MS)]));
  let settled = 0;
  for (const { workflowId } of open) {
    const state = await stateOf(workflowId);
    if (state === 'running') continue;
    const [outcome, error] = state === 'done' ? ['done', null] : ['failed', INTERRUPTED];
    const rows = await db.asService((tx) =>
      tx.query(SETTLE, [workflowId, outcome, error, now, new Date(now.getTime() - GRACE_MS)]),
    );
    settled += rows.length;
  }
  return settled;
}

const INTERRUPTED = 'It was interrupted. Start it again; what was done is kept.';

const OPEN = `
  SELECT DISTINCT workflow_id AS "workflowId" FROM jobs
  WHERE state IN ('queued', 'running') AND created_at < $1 AND updated_at < $1 ORDER BY 1 LIMIT 100`;

const SETTLE = `
  UPDATE jobs SET state = $2, error = $3, updated_at = $4
  WHERE workflow_id = $1 AND state IN ('queued', 'running') AND created_at < $5 RETURNING id`;
