import type { Receipt } from '@sidetrack/activities';
import { ingest } from './activities.ts';
import { settling } from './settling.ts';

/** Reads one uploaded history file and gives its receipt; a killed import goes on at its cursor. */
export async function ImportListens({ importId }: { importId: string }): Promise<Receipt> {
  return settling(() => ingest.importFile.executeWithOptions({ summary: 'Read the file' }, [{ importId }]));
}
