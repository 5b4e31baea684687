import { addPending, type Sql } from '@sidetrack/prisma';
import { markListenersDirty } from '../aggregate/mark-dirty.ts';

const ROWS_AT_ONCE = 1000;

/**
 * What follows where other audio stands for some recordings of the listener whose transaction this is: they are scored
 * again, and the weeks they were heard in computed again.
 */
export async function markChanged(tx: Sql, recordingIds: readonly string[]): Promise<void> {
  for (let from = 0; from < recordingIds.length; from += ROWS_AT_ONCE) {
    const rows = recordingIds.slice(from, from + ROWS_AT_ONCE);
    await addPending(
      tx,
      rows.map((subject) => ({ kind: 'score', subject, reason: 'match changed' })),
    );
  }
  // Row-level security leaves this listener's plays alone in sight.
  await markListenersDirty(tx, recordingIds, 'match');
}
