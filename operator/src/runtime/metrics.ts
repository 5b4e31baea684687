import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the operator measures of itself; docs/administrators.md lists these names. */
export interface OperatorMetrics {
  registry: Registry;
  queueDepth: Gauge<'controller'>;
  queueSeconds: Histogram<'controller'>;
  workSeconds: Histogram<'controller'>;
  reconciles: Counter<'controller' | 'result'>;
  requests: Counter<'verb' | 'resource' | 'code'>;
  requestSeconds: Histogram<'verb'>;
  watchEnds: Counter<'kind' | 'why'>;
  leader: Gauge;
}

export function createMetrics(): OperatorMetrics {
  const registry = new Registry();
  const registers = [registry];
  const name = (text: string) => `sidetrack_operator_${text}`;
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    queueDepth: new Gauge({
      registers,
      name: name('queue_depth'),
      help: 'Keys that wait for a reconcile',
      labelNames: ['controller'],
    }),
    queueSeconds: new Histogram({
      registers,
      name: name('queue_seconds'),
      help: 'Time a key waited for its reconcile',
      labelNames: ['controller'],
      buckets: [0.001, 0.01, 0.1, 1, 5, 15, 60],
    }),
    workSeconds: new Histogram({
      registers,
      name: name('reconcile_seconds'),
      help: 'Time a reconcile took',
      labelNames: ['controller'],
      buckets: [0.001, 0.01, 0.1, 0.5, 1, 5, 15, 60],
    }),
    reconciles: new Counter({
      registers,
      name: name('reconciles_total'),
      labelNames: ['controller', 'result'],
      help: 'Reconciles by result: done, later (asked to look again), conflict, failed',
    }),
    requests: new Counter({
      registers,
      name: name('api_requests_total'),
      labelNames: ['verb', 'resource', 'code'],
      help: 'Requests to the API server; code 0 is no answer',
    }),
    requestSeconds: new Histogram({
      registers,
      name: name('api_request_seconds'),
      help: 'Time a request to the API server took',
      labelNames: ['verb'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    }),
    watchEnds: new Counter({
      registers,
      name: name('watch_ends_total'),
      help: 'Watches that ended, by kind and why',
      labelNames: ['kind', 'why'],
    }),
    leader: new Gauge({ registers, name: name('leader'), help: '1 in the process that holds the Lease' }),
  };
}
