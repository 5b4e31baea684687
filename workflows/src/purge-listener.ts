import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { purging } from './activities.ts';
import { settling } from './settling.ts';

/** Deletes everything of a listener, in steps, until no table names them any more. */
export async function PurgeListener({ userId }: { userId: string }): Promise<{ deleted: number }> {
  return settling(async () => {
    let deleted = 0;
    for (;;) {
      const step = await purging.purgeListener.executeWithOptions({ summary: 'Delete some of it' }, [{ userId }]);
      deleted += step.deleted;
      if (step.remaining === 0) return { deleted };
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof PurgeListener>({ userId });
      if (step.deleted === 0) await sleep('5 seconds', { summary: 'Wait for what is still being written' });
    }
  });
}
