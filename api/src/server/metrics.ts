import type { Database } from '@sidetrack/prisma';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countWork } from '../tenants/work-counts.ts';
import { noSuchPath } from './refusals.ts';

export interface Metrics {
  /** Measures every request by operation and status: never by path, which holds ids. */
  readonly measure: RequestHandler;
  /** Answers a scraper on this machine; for everybody else there is nothing here. */
  readonly expose: RequestHandler;
  /** What a scraper is told. */
  readonly read: () => Promise<{ type: string; text: string }>;
}

/** With a database the work that waits is told too, counted when somebody asks. */
export function createMetrics(db?: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'sidetrack_api_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  if (db !== undefined) tellWork(registry, db);
  return {
    measure: (_request, response, next) => {
      const stop = duration.startTimer();
      response.on('finish', () => {
        const operation: unknown = response.locals.operationId;
        stop({ operation: typeof operation === 'string' ? operation : 'none', status: response.statusCode });
      });
      next();
    },
    expose: async (request, response, next) => {
      const isLocal =
        loopback.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
      if (!isLocal) {
        noSuchPath(request, response, next);
        return;
      }
      response.type(registry.contentType).send(await registry.metrics());
    },
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

/** The same numbers as GET /internal/v1/work. Where the database does not answer they are absent, not zero. */
function tellWork(registry: Registry, db: Database): void {
  const waiting = new Gauge({
    name: 'sidetrack_work_pending',
    help: 'Pieces of work that could be done now and that no worker has taken, by kind.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      const work = await db.asService((tx) => countWork(tx, new Date())).catch(() => null);
      if (work === null) return;
      const counts = { ...work.other, extract: work.extract.pending, 'extract-gpu': work.extractGpu.pending };
      for (const [kind, count] of Object.entries(counts)) this.set({ kind }, count);
      fallbacks.set(work.gpuFallbacks.count);
    },
  });
  const fallbacks = new Gauge({
    name: 'sidetrack_gpu_fallbacks',
    help: 'Batches of the last seven days that a CPU took because no GPU came in time.',
    registers: [registry],
  });
  waiting.reset();
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
