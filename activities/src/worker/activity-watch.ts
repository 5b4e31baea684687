import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this process's activities are about: for its metrics, and for a worker that ends when there is nothing to do. */
export interface ActivityWatch {
  readonly interceptor: ActivityInterceptorsFactory;
  /** How many run now. */
  running(): number;
  /** Milliseconds since the last one began or ended; since the start where none has. */
  quietMs(): number;
  metrics(): Promise<{ type: string; text: string }>;
}

export function watchActivities(now: () => number): ActivityWatch {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['queue', 'activity', 'outcome'] as const;
  const duration = new Histogram({
    name: 'sidetrack_activity_duration_seconds',
    help: 'Time that an attempt of an activity took.',
    labelNames,
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 1800],
    registers: [registry],
  });
  const gauge = new Gauge({
    name: 'sidetrack_activities_running',
    help: 'Activities that run now.',
    registers: [registry],
  });
  let running = 0;
  let movedAt = now();
  const move = (by: 1 | -1): void => {
    running += by;
    movedAt = now();
    gauge.set(running);
  };
  return {
    interceptor: ({ info }) => ({
      inbound: {
        async execute(input, next) {
          move(1);
          const stop = duration.startTimer({ queue: info.taskQueue, activity: info.activityType });
          let outcome = 'failed';
          try {
            const result = await next(input);
            outcome = 'done';
            return result;
          } finally {
            stop({ outcome });
            move(-1);
          }
        },
      },
    }),
    running: () => running,
    quietMs: () => now() - movedAt,
    metrics: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
