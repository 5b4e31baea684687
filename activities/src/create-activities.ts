import type { Deps } from './types.ts';
import type { Queue } from './worker/options.ts';

/**
 * The activities of one task queue, by the names that workflows call them by. Each queue's code is loaded when it is
 * asked for: a worker that only pulls listens need not hold the audio models' runtime.
 */
export async function createActivities(queue: Queue, deps: Deps): Promise<object> {
  switch (queue) {
    case 'sidetrack':
      return (await import('./control/index.ts')).createControlActivities(deps);
    case 'ingest': {
      const [{ createIngestActivities }, { createLibraryActivities }] = await Promise.all([
        import('./ingest-activities.ts'),
        import('./library/index.ts'),
      ]);
      return { ...createIngestActivities(deps), ...createLibraryActivities(deps) };
    }
    case 'extract':
    case 'extract-gpu':
      return (await import('./extract/activities.ts')).createExtractActivities(deps);
    case 'aggregate':
      return (await import('./aggregate/activities.ts')).createAggregateActivities(deps);
  }
}
