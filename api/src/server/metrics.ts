import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { noSuchPath } from './refusals.ts';

export interface Metrics {
  /** Measures every request by operation and status: never by path, which holds ids. */
  readonly measure: RequestHandler;
  /** Answers a scraper on this machine; for everybody else there is nothing here. */
  readonly expose: RequestHandler;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'sidetrack_api_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
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
  };
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
