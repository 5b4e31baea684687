import { ApiError, NotLeadingError } from './errors.ts';
import type { OperatorMetrics } from './metrics.ts';
import type { WorkQueue } from './queue.ts';
import type { Timers } from './timers.ts';
import type { Controller, Key, Log } from './types.ts';

export interface RunControllerOptions {
  controller: Controller;
  queue: WorkQueue;
  metrics: OperatorMetrics;
  timers: Timers;
  log: Log;
  signal: AbortSignal;
}

/** A reconcile that takes longer is told to stop by its signal: requests have shorter limits, so something forgot one. */
const longestReconcileSeconds = 180;

/** Works the queue off with as many workers as the controller allows; resolves once the queue was drained. */
export async function runController(options: RunControllerOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.controller.concurrency }, () => work(options)));
}

async function work(options: RunControllerOptions): Promise<void> {
  const { queue, controller, metrics, timers } = options;
  for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
    const begun = timers.now();
    const result = await reconcile(options, key);
    metrics.workSeconds.observe({ controller: controller.name }, (timers.now() - begun) / 1000);
    metrics.reconciles.inc({ controller: controller.name, result });
    queue.done(key);
  }
}

async function reconcile({ controller, queue, log, signal }: RunControllerOptions, key: string): Promise<string> {
  const about = { controller: controller.name, key };
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(longestReconcileSeconds * 1000)]);
    const result = await controller.reconcile(keyOf(key), limit);
    queue.forget(key);
    if (result?.requeueAfterSeconds === undefined) return 'done';
    queue.addAfter(key, result.requeueAfterSeconds * 1000);
    return 'later';
  } catch (error) {
    if (error instanceof NotLeadingError || signal.aborted) return 'stopped';
    const retryAfterSeconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
    const retryInMs = Math.round(queue.retry(key, retryAfterSeconds * 1000));
    // Another wrote first; the next look has its result.
    if (error instanceof ApiError && error.isConflict) {
      log.debug({ ...about, err: error, retryInMs }, 'The object changed meanwhile');
      return 'conflict';
    }
    log.warn(
      { ...about, err: error, retryInMs, failures: queue.failures(key) },
      'A reconcile failed and is tried again',
    );
    return 'failed';
  }
}

export const textOf = ({ namespace, name }: Key): string => `${namespace}/${name}`;

function keyOf(text: string): Key {
  const [namespace = '', name = ''] = text.split('/');
  return { namespace, name };
}
