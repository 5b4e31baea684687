import type {
  AggregateActivities,
  ControlActivities,
  ExtractActivities,
  IngestActivities,
  LibraryActivities,
} from '@sidetrack/activities';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

const nonRetryableErrorTypes = ['PermanentError'];

/**
 * The look for due work is short, frequent and worth no history of its own: it runs inside the workflow's worker and
 * leaves one marker. It is tried once; the dispatcher's next look is the retry.
 */
export const looking = proxyLocalActivities<Pick<ControlActivities, 'findDueWork'>>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

/** Must succeed in the end, else a job would seem to run for ever: tried until the database answers. */
export const control = proxyActivities<Pick<ControlActivities, 'settleJobs' | 'deferConnection' | 'fallBackFromGpu'>>({
  taskQueue: 'sidetrack',
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', nonRetryableErrorTypes },
});

/** It must succeed in the end: what a listener wants deleted is. */
export const purging = proxyActivities<Pick<ControlActivities, 'purgeListener'>>({
  taskQueue: 'sidetrack',
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', nonRetryableErrorTypes },
});

/** A pull or an import beats at every page and while it paces itself: a killed worker's work is soon taken up. */
export const ingest = proxyActivities<IngestActivities>({
  taskQueue: 'ingest',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 8, nonRetryableErrorTypes },
});

export const library = proxyActivities<LibraryActivities>({
  taskQueue: 'ingest',
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '60 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 8, nonRetryableErrorTypes },
});

/** It beats every few seconds while another process measures. Attempts are many because a batch is long and a night too. */
export const extract = proxyActivities<ExtractActivities>({
  taskQueue: 'extract',
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 20, nonRetryableErrorTypes },
});

export const aggregate = proxyActivities<AggregateActivities>({
  taskQueue: 'aggregate',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 5, nonRetryableErrorTypes },
});
