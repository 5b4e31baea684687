import { aggregate } from './activities.ts';
import { settling } from './settling.ts';

/** Computes one listener's weeks that changed, and what later weeks take from them. */
export async function AggregateWeeks({ userId }: { userId: string }): Promise<{ weeks: number }> {
  return settling(() => aggregate.aggregateWeeks.executeWithOptions({ summary: 'Weeks that changed' }, [{ userId }]));
}
