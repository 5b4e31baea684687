import type { ScanResult } from '@sidetrack/activities';
import { library } from './activities.ts';
import { settling } from './settling.ts';

/** Walks one folder of audio: new and changed files are hashed and read, gone ones marked. */
export async function ScanLibrary({ rootId }: { rootId: string }): Promise<ScanResult> {
  return settling(() => library.scanLibrary.executeWithOptions({ summary: 'Walk the folder' }, [{ rootId }]));
}
