import type { Sql } from '@sidetrack/prisma';
import type { JobKindName } from '../contract/jobs.ts';

/** A new job that waits for a workflow; gives its id. */
export async function addJob(
  tx: Sql,
  userId: string,
  job: { kind: JobKindName; workflowId: string; now: Date },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'INSERT INTO jobs (user_id, kind, workflow_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id',
    [userId, job.kind, job.workflowId, job.now],
  );
  return row!.id;
}

/** Takes a job back whose workflow could not be started. */
export async function removeJob(tx: Sql, userId: string, id: string): Promise<void> {
  await tx.query('DELETE FROM jobs WHERE user_id = $1 AND id = $2', [userId, id]);
}
