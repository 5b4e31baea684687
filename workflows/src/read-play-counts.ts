import { library } from './activities.ts';
import { settling } from './settling.ts';

/** Reads how often a music server says that each file was played. */
export async function ReadPlayCounts({ serverId }: { serverId: string }): Promise<{ songs: number; matched: number }> {
  return settling(() =>
    library.readPlayCounts.executeWithOptions({ summary: 'Read the server’s songs' }, [{ serverId }]),
  );
}
