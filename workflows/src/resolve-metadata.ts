import { ingest } from './activities.ts';
import { drain } from './drain.ts';
import { settling } from './settling.ts';

/** Asks ListenBrainz, then MusicBrainz, for what is not yet known of recordings, until nothing is left that is due. */
export async function ResolveMetadata(): Promise<{ resolved: number }> {
  return settling(async () => ({
    resolved: await drain(async () => {
      const step = await ingest.resolveMetadata.executeWithOptions({ summary: 'Metadata of a batch' }, []);
      return { done: step.resolved, remaining: step.remaining };
    }),
  }));
}
