import { ingest } from './activities.ts';
import { settling } from './settling.ts';

/** Takes back what sources told of a listener's plays, where they asked for it. */
export async function ForgetSources({ userId }: { userId: string }): Promise<{ removed: number }> {
  return settling(() =>
    ingest.forgetSources.executeWithOptions({ summary: 'Take back what a source told' }, [{ userId }]),
  );
}
