import type { MatchResult } from '@sidetrack/activities';
import { library } from './activities.ts';
import { settling } from './settling.ts';

/** Joins one listener's files with what they listened to. */
export async function MatchLibrary({ userId }: { userId: string }): Promise<MatchResult> {
  return settling(() => library.matchLibrary.executeWithOptions({ summary: 'Match files with listens' }, [{ userId }]));
}
