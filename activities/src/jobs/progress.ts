import { activityContext } from '../context.ts';
import type { Deps } from '../types.ts';

/** Where a long task stands. total null: how much there is in all is not known. */
export interface ProgressStep {
  done: number;
  total: number | null;
  message?: string;
}
export type ReportProgress = (step: ProgressStep) => Promise<void>;

const AT_MOST_EVERY_MS = 1000;

/**
 * Reports an activity's progress to the jobs that wait for its workflow, at most once a second except for the first and
 * the last step. Time left is taken from the rate since the first report of this attempt. A failure to report never
 * fails the work. Outside Temporal it does nothing.
 *
 * @param unit what is counted: 'files', 'listens', 'recordings'
 */
export function progressReporter(deps: Pick<Deps, 'db' | 'clock' | 'logger'>, unit: string): ReportProgress {
  const { workflowId, logger } = activityContext(deps);
  let first: { at: number; done: number } | undefined;
  let lastAt = -Infinity;
  return async ({ done, total, message }) => {
    if (workflowId === null) return;
    const now = deps.clock().getTime();
    first ??= { at: now, done };
    if (now - lastAt < AT_MOST_EVERY_MS && done !== total) return;
    lastAt = now;
    const secondsLeft = estimateSecondsLeft({ elapsedMs: now - first.at, doneSince: done - first.done, done, total });
    const progress = { done, total, unit, secondsLeft, message: message ?? null };
    try {
      await deps.db.asService((tx) => tx.query(REPORT, [workflowId, JSON.stringify(progress), new Date(now)]));
    } catch (error) {
      logger.warn({ err: error }, 'Progress could not be written; the work goes on.');
    }
  };
}

/** null where it cannot be told: no total, or nothing done yet to take a rate from. */
export function estimateSecondsLeft(step: {
  elapsedMs: number;
  doneSince: number;
  done: number;
  total: number | null;
}): number | null {
  if (step.total === null) return null;
  if (step.done >= step.total) return 0;
  if (step.doneSince <= 0 || step.elapsedMs <= 0) return null;
  return Math.ceil(((step.total - step.done) * step.elapsedMs) / step.doneSince / 1000);
}

const REPORT = `
  UPDATE jobs SET state = 'running', progress = $2::jsonb, updated_at = $3
  WHERE workflow_id = $1 AND state IN ('queued', 'running')`;
