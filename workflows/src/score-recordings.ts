import { aggregate } from './activities.ts';
import { drain } from './drain.ts';
import { settling } from './settling.ts';

/** Scores recordings whose evidence changed, until none is left. */
export async function ScoreRecordings(): Promise<{ scored: number }> {
  return settling(async () => ({
    scored: await drain(async () => {
      const step = await aggregate.scoreRecordings.executeWithOptions({ summary: 'Score a batch' }, []);
      return { done: step.scored, remaining: step.remaining };
    }),
  }));
}
