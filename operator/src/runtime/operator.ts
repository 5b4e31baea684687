import type { KubeConfig } from '@kubernetes/client-node';
import { assemble, type Parts } from './assemble.ts';
import type { LeaseSeconds } from './lease.ts';
import type { OperatorMetrics } from './metrics.ts';
import { serveProbes } from './probes.ts';
import { runController } from './run-controller.ts';
import { atMost, systemTimers, wait, type Timers } from './timers.ts';
import type { Change, Cluster, Log, Registration, Watched } from './types.ts';

export interface OperatorOptions {
  kubeConfig: KubeConfig;
  /** Makes the controllers once the cluster and the stores (still empty) are there. */
  controllers: (tools: { cluster: Cluster; watched: Watched; metrics: OperatorMetrics }) => readonly Registration[];
  /** Where the Lease is. */
  namespace: string;
  leaseName?: string;
  leaseSeconds?: LeaseSeconds;
  /** This process, unlike every other: the pod's name and something random. */
  identity: string;
  /** None means all of the cluster. */
  watchNamespaces: readonly string[];
  /** Kinds of other projects that `Cluster.has` is asked for, by apiVersion. */
  optionalApiVersions?: readonly string[];
  host?: string;
  /** Of metrics and probes; 0 takes a free one. */
  port: number;
  log: Log;
  clock: () => Date;
  random: () => number;
  timers?: Timers;
  /** File for the record of calls, for the check of the chart's rights. */
  recordCallsTo?: string | undefined;
  /** How long reconciles that are under way may take after `stop`. */
  drainSeconds?: number;
}

export interface RunningOperator {
  /** Where metrics and probes are. */
  port: number;
  /** Resolves when this process began to lead. */
  leading: Promise<unknown>;
  /** 'lost': the Lease went to another, everything was stopped at once and the process should end. */
  ended: Promise<'stopped' | 'lost'>;
  /** Takes no new work, finishes what is under way, gives the Lease back. */
  stop(): Promise<void>;
}

const resyncMilliseconds = 10 * 60_000;
const resyncSpreadMilliseconds = 60_000;
const discoveryMilliseconds = 5 * 60_000;

/**
 * Runs the controllers in this process: watches fill the stores from the start (so that a standby is warm), and once it holds the Lease
 * and every store is filled, the queues are worked off.
 */
export async function startOperator(options: OperatorOptions): Promise<RunningOperator> {
  const { log, identity, timers = systemTimers } = options;
  const signals = { stopping: new AbortController(), released: new AbortController(), killed: new AbortController() };
  const parts = assemble(options, timers, signals.killed.signal);
  const { server, port } = await serveProbes({
    ...{ host: options.host ?? '0.0.0.0', port: options.port, registry: parts.metrics.registry },
    health: () => (signals.killed.signal.aborted ? ['This process is ending.'] : []),
    readiness: () => parts.watched.unsynced().map((kind) => `The list of ${kind} objects is still awaited.`),
  });
  const leading = Promise.withResolvers<undefined>();
  const ended = lead({ options, timers, parts, signals }, () => {
    leading.resolve(undefined);
  }).finally(async () => {
    signals.stopping.abort();
    signals.killed.abort();
    server.closeAllConnections();
    server.close();
    await parts.watched.ended;
  });
  const stop = async () => {
    log.info({ identity }, 'Finishing what is under way');
    signals.stopping.abort();
    await atMost(timers, (options.drainSeconds ?? 20) * 1000, drain(parts));
    await parts.lease.release().catch((error: unknown) => {
      log.warn({ err: error }, 'The Lease was not given back; the next process waits for its end');
    });
    signals.released.abort();
    signals.killed.abort();
    await ended;
  };
  return { port, leading: leading.promise, ended, stop };
}

interface Running {
  options: OperatorOptions;
  timers: Timers;
  parts: Parts;
  signals: {
    /** No new work is taken. */
    stopping: AbortController;
    /** The Lease needs no more renewals. */
    released: AbortController;
    /** What is under way is aborted. */
    killed: AbortController;
  };
}

async function lead(running: Running, onLeading: () => void): Promise<'stopped' | 'lost'> {
  const { options, timers, parts, signals } = running;
  const { log, identity } = options;
  const { metrics, lease, queues, watched } = parts;
  const stopping = signals.stopping.signal;
  await refreshDiscovery(running);
  while (!stopping.aborted && watched.unsynced().length > 0) await wait(timers, 50, stopping);
  if (!(await lease.acquire(stopping))) return 'stopped';
  log.info({ identity }, 'This process leads');
  metrics.leader.set(1);
  onLeading();
  const work = { metrics, timers, log, signal: signals.killed.signal };
  const workers = queues.map(({ registration: { controller }, queue }) =>
    runController({ ...work, controller, queue }),
  );
  const tasks = [
    every(running, resyncMilliseconds, () => resync(running)),
    every(running, discoveryMilliseconds, () => refreshDiscovery(running)),
  ];
  const outcome = await lease.keep(signals.released.signal);
  metrics.leader.set(0);
  if (outcome === 'lost') {
    log.error({ identity }, 'The Lease was lost: nothing more is changed, and this process ends');
    signals.stopping.abort();
    signals.killed.abort();
    await atMost(timers, 1000, drain(parts));
  } else await Promise.all([...tasks, ...workers]);
  return outcome;
}

async function every(
  { options, timers, signals }: Running,
  milliseconds: number,
  task: () => void | Promise<void>,
): Promise<void> {
  for (;;) {
    await wait(timers, milliseconds * (0.9 + 0.2 * options.random()), signals.stopping.signal);
    if (signals.stopping.signal.aborted) return;
    await task();
  }
}

/** Looks at every resource again, spread over a minute: what a watch missed comes right at last. */
function resync({ options, parts }: Running): void {
  const { sidetracks, tenants } = parts.watched;
  const changes: Change[] = [
    ...sidetracks.list().map((object) => ({ kind: 'SideTrack', object, deleted: false }) as const),
    ...tenants.list().map((object) => ({ kind: 'Tenant', object, deleted: false }) as const),
  ];
  for (const change of changes) {
    parts.wake(change, (queue, key) => {
      queue.addAfter(key, options.random() * resyncSpreadMilliseconds);
    });
  }
}

async function refreshDiscovery({ options, parts }: Running): Promise<void> {
  await parts.discovery.refresh(options.optionalApiVersions).catch((error: unknown) => {
    options.log.warn({ err: error }, 'The kinds of the API server were not looked up; what was known stays');
  });
}

const drain = ({ queues }: Parts) => Promise.all(queues.map(({ queue }) => queue.drain()));
