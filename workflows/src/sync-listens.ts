import { ContinueAsNew, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { ConnectionOutcome } from '@sidetrack/activities';
import { control, ingest } from './activities.ts';
import { reasonOf, settling } from './settling.ts';

export interface SyncListensInput {
  connectionId: string;
  /** ISO date; read again from here, for imports that were dated back. */
  since?: string;
  /** What is new alone, so that nobody waits for the years of another; the older plays are then due by themselves. All of it unless given. */
  part?: 'newest' | 'history';
}
export interface SyncListensResult {
  pages: number;
  imported: number;
  duplicates: number;
}

/**
 * Pulls one account's listens: the newest first, then backwards until the history is whole. Between two steps
 * backwards it looks forward again, so that a long first pull never hides what plays now.
 */
export async function SyncListens(input: SyncListensInput): Promise<SyncListensResult> {
  return settling(async () => {
    try {
      const { askedAt, ...result } = await pullAll(input);
      await defer({ connectionId: input.connectionId, failed: false, ...(askedAt !== undefined && { askedAt }) });
      return result;
    } catch (error) {
      if (!(error instanceof ContinueAsNew))
        await defer({ connectionId: input.connectionId, failed: true, reason: reasonOf(error) });
      throw error;
    }
  });
}

async function pullAll({
  connectionId,
  since,
  part,
}: SyncListensInput): Promise<SyncListensResult & { askedAt: string | undefined }> {
  const total = { pages: 0, imported: 0, duplicates: 0, askedAt: undefined as string | undefined };
  const pull = async (direction: 'forward' | 'backward', from?: string): Promise<boolean> => {
    const step = await ingest.pullListens.executeWithOptions({ summary: summaries[direction] }, [
      { connectionId, direction, ...(from !== undefined && { since: from }) },
    ]);
    total.pages += step.pages;
    total.imported += step.imported;
    total.duplicates += step.duplicates;
    total.askedAt = step.askedAt ?? total.askedAt;
    return step.complete;
  };

  let again = since;
  for (;;) {
    while (!(await pull('forward', again)))
      await renewHistory({ connectionId, ...(again !== undefined && { since: again }), ...(part && { part }) });
    again = undefined;
    if (part === 'newest' || (await pull('backward'))) return total;
    await renewHistory({ connectionId, ...(part && { part }) });
  }
}

const summaries = { forward: 'Newer listens', backward: 'Older listens' } as const;

async function renewHistory(input: SyncListensInput): Promise<void> {
  if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof SyncListens>(input);
}

const defer = (outcome: ConnectionOutcome): Promise<void> =>
  control.deferConnection.executeWithOptions({ summary: 'Set the next pull' }, [outcome]);
