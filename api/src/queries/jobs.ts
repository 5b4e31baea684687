import type { Sql } from '@sidetrack/prisma';
import type { JobKindName, JobShape } from '../contract/jobs.ts';
import { iso } from './moments.ts';

/** Jobs of the listener, newest first. */
export async function readJobs(tx: Sql, userId: string, limit: number): Promise<JobShape[]> {
  return (
    await tx.query<JobRow>(`${SELECT} WHERE user_id = $1 ORDER BY created_at DESC, id LIMIT $2`, [userId, limit])
  ).map(shape);
}

export async function readJob(tx: Sql, userId: string, id: string): Promise<JobShape | undefined> {
  const [row] = await tx.query<JobRow>(`${SELECT} WHERE user_id = $1 AND id = $2`, [userId, id]);
  return row && shape(row);
}

/** Jobs that are open, or have moved since: what those who follow may have to hear of. */
export async function readMovingJobs(tx: Sql, userId: string, since: Date): Promise<JobShape[]> {
  return (await tx.query<JobRow>(MOVING, [userId, since])).map(shape);
}

/** The open job that waits for this workflow, if there is one. */
export async function readOpenJob(tx: Sql, userId: string, workflowId: string): Promise<JobShape | undefined> {
  const [row] = await tx.query<JobRow>(
    `${SELECT} WHERE user_id = $1 AND workflow_id = $2 AND state IN ('queued', 'running') ORDER BY created_at, id LIMIT 1`,
    [userId, workflowId],
  );
  return row && shape(row);
}

/** The newest job of a workflow, whatever became of it. */
export async function readNewestJob(tx: Sql, userId: string, workflowId: string): Promise<JobShape | undefined> {
  const [row] = await tx.query<JobRow>(
    `${SELECT} WHERE user_id = $1 AND workflow_id = $2 ORDER BY created_at DESC, id LIMIT 1`,
    [userId, workflowId],
  );
  return row && shape(row);
}

interface JobRow {
  id: string;
  kind: JobKindName;
  state: JobShape['state'];
  progress: Partial<NonNullable<JobShape['progress']>>;
  result: unknown;
  error: string | null;
  createdAt: Date;
  updatedAt: Date;
}

function shape({ progress, result, createdAt, updatedAt, ...row }: JobRow): JobShape {
  return {
    ...row,
    progress: progressShape(progress),
    result: typeof result === 'object' && result !== null && !Array.isArray(result) ? { ...result } : null,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

/** Progress as a worker wrote it, every member there; null while nothing was written. */
export function progressShape(written: JobRow['progress']): JobShape['progress'] {
  const { done, total = null, unit = null, secondsLeft = null, message = null } = written;
  return done === undefined ? null : { done, total, unit, secondsLeft, message };
}

const SELECT = `SELECT id, kind, state, progress, result, error, created_at AS "createdAt", updated_at AS "updatedAt" FROM jobs`;

const MOVING = `${SELECT} WHERE user_id = $1 AND (state IN ('queued', 'running') OR updated_at > $2) ORDER BY created_at DESC, id LIMIT 200`;
