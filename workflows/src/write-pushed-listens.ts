import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { ingest } from './activities.ts';
import { settling } from './settling.ts';

/** Writes what scrobblers pushed for a listener until nothing waits. */
export async function WritePushedListens({ userId }: { userId: string }): Promise<{ written: number }> {
  return settling(async () => {
    let written = 0;
    for (;;) {
      const step = await ingest.writePushedListens.executeWithOptions({ summary: 'Write pushed plays' }, [{ userId }]);
      written += step.written;
      if (step.remaining === 0) return { written };
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof WritePushedListens>({ userId });
    }
  });
}
