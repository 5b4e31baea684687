import { ingest } from './activities.ts';
import { drain } from './drain.ts';
import { settling } from './settling.ts';

/** Fetches tags of recordings until nothing is left that is due. */
export async function SyncTags(): Promise<{ fetched: number }> {
  return settling(async () => ({
    fetched: await drain(async () => {
      const step = await ingest.syncTags.executeWithOptions({ summary: 'Tags of a batch' }, []);
      return { done: step.fetched, remaining: step.remaining };
    }),
  }));
}
