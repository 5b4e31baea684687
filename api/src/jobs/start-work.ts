import type { Sql } from '@sidetrack/prisma';
import type { ListenerScope } from '../access/scope.ts';
import type { JobKindName, JobShape } from '../contract/jobs.ts';
import type { Deps } from '../deps.ts';
import { addJob, removeJob } from '../queries/add-job.ts';
import { readJob, readOpenJob } from '../queries/jobs.ts';
import { unavailable } from '../server/problem-error.ts';
import type { WorkflowStart } from './workflows.ts';

/** Long work that a listener asks for. */
export interface Work extends Omit<WorkflowStart, 'correlationId'> {
  readonly kind: JobKindName;
  /** Writes what is to be done beside the job, and gives what takes it back. */
  readonly prepare?: (tx: Sql) => Promise<(tx: Sql) => Promise<void>>;
}

/**
 * Writes the job, then starts its workflow: in this order, so that a workflow that is quick finds the job to settle. Work
 * that is already under way is joined, and its open job given again. When Temporal does not answer, everything written here is
 * taken back and the answer is 503.
 */
export async function startWork(
  work: Work,
  context: { scope: ListenerScope; deps: Deps; correlationId: string },
): Promise<JobShape> {
  const { scope, deps, correlationId } = context;
  const { kind, workflow, workflowId, args, summary } = work;
  const written = await scope.run(async (tx) => {
    const undo = await work.prepare?.(tx);
    const open = await readOpenJob(tx, scope.userId, workflowId);
    const id = open?.id ?? (await addJob(tx, scope.userId, { kind, workflowId, now: deps.now() }));
    return { id, isNew: open === undefined, undo };
  });
  try {
    await deps.workflows.start({ workflow, workflowId, args, summary, correlationId });
  } catch (error) {
    await scope.run(async (tx) => {
      if (written.isNew) await removeJob(tx, scope.userId, written.id);
      await written.undo?.(tx);
    });
    throw unavailable('Temporal', error);
  }
  deps.events.nudge(scope.userId);
  const job = await scope.run((tx) => readJob(tx, scope.userId, written.id));
  return job!;
}
