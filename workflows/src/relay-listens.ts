import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { ingest } from './activities.ts';
import { settling } from './settling.ts';

/** Passes a listener's pushed plays on to ListenBrainz until nothing waits that is due. */
export async function RelayListens({ userId }: { userId: string }): Promise<{ relayed: number }> {
  return settling(async () => {
    let relayed = 0;
    for (;;) {
      const step = await ingest.relayListens.executeWithOptions({ summary: 'Pass plays on' }, [{ userId }]);
      relayed += step.relayed;
      if (step.remaining === 0) return { relayed };
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof RelayListens>({ userId });
    }
  });
}
