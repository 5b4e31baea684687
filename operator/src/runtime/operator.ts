import type { KubeConfig } from '@kubernetes/client-node';
import { ApiCluster } from './cluster.ts';
import { Discovery } from './discovery.ts';
import { Events } from './events.ts';
import { LeaderElection, type LeaseApi, type LeaseSeconds } from './lease.ts';
import { createMetrics, type OperatorMetrics } from './metrics.ts';
import { serveProbes } from './probes.ts';
import { WorkQueue } from './queue.ts';
import { callRecorder } from './recorded-calls.ts';
import { refOf } from './render.ts';
import { Rest } from './rest.ts';
import { runController, textOf } from './run-controller.ts';
import { systemTimers, wait, type Timers } from './timers.ts';
import type { Change, Cluster, KubernetesObject, Log, Registration, Watched } from './types.ts';
import { watchAll } from './watched.ts';

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
  /** Kinds of other projects that `Cluster.has` is asked for, as "apiVersion/Kind" or "apiVersion". */
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
  leading: Promise<void>;
  /** 'lost': the Lease went to another, everything was stopped at once and the process should end. */
  ended: Promise<'stopped' | 'lost'>;
  /** Takes no new work, finishes what is under way, gives the Lease back. */
  stop(): Promise<void>;
}

const resyncMilliseconds = 10 * 60_000;
const discoveryMilliseconds = 5 * 60_000;

/**
 * Runs the controllers in this process: watches fill the stores from the start (so that a standby is warm), and once it holds the Lease
 * and every store is filled, the queues are worked off.
 */
export async function startOperator(options: OperatorOptions): Promise<RunningOperator> {
  const { kubeConfig, identity, log, clock, random, timers = systemTimers } = options;
  const stopping = new AbortController();
  /** Aborts what is under way: the end of the grace after `stop`, or the loss of the Lease. */
  const killed = new AbortController();
  const metrics = createMetrics();
  const record = callRecorder(options.recordCallsTo);
  const election: { current?: LeaderElection } = {};
  const mayWrite = () => election.current?.leads === true;
  const rest = new Rest({ kubeConfig, metrics, record, timers, signal: killed.signal, mayWrite });
  const discovery = new Discovery(rest);

  const queues: { registration: Registration; queue: WorkQueue }[] = [];
  const onChange = (change: Change) => {
    if (change.deleted) cluster.forget(refOf(change.object));
    for (const { registration, queue } of queues) for (const key of registration.keysOf(change, watched)) queue.add(textOf(key));
  };
  const shared = { kubeConfig, rest, discovery, metrics, record, timers, random, log };
  const watched = watchAll({ ...shared, namespaces: options.watchNamespaces, onChange, signal: killed.signal });
  const events = new Events({ ...eventsApi(rest, discovery), identity, clock, timers, random, log });
  const cluster = new ApiCluster({
    ...{ rest, discovery, timers, log },
    storeOf: (apiVersion, kind) => watched.storeOf(apiVersion, kind),
    record: (regarding, text) => {
      events.record(regarding, text);
    },
  });
  for (const registration of options.controllers({ cluster, watched, metrics })) {
    queues.push({ registration, queue: new WorkQueue({ timers, random, ...queueMetrics(metrics, registration.controller.name) }) });
  }

  const { namespace, leaseName = 'sidetrack-operator', leaseSeconds } = options;
  const lease = new LeaderElection({
    ...{ api: leaseApi(rest, discovery, namespace, leaseName), namespace, name: leaseName, identity, clock, timers, random, log },
    ...(leaseSeconds && { seconds: leaseSeconds }),
  });
  election.current = lease;
  const state = { leads: false, lost: false };
  const { server, port } = await serveProbes({
    ...{ host: options.host ?? '0.0.0.0', port: options.port, registry: metrics.registry },
    health: () => (state.lost ? ['The Lease went to another process; this one is ending.'] : []),
    readiness: () => watched.unsynced().map((kind) => `The list of ${kind} objects is still awaited.`),
  });

  const lead = async () => {
    await refreshDiscovery();
    while (!stopping.signal.aborted && watched.unsynced().length > 0) await wait(timers, 50, stopping.signal);
    if (!(await lease.acquire(stopping.signal))) return 'stopped' as const;
    log.info({ identity }, 'This process leads');
    state.leads = true;
    metrics.leader.set(1);
    leading.resolve(undefined);
    const workers = queues.map(({ registration: { controller }, queue }) => runController({ ...{ controller, queue, metrics, timers, log }, signal: killed.signal }));
    const tasks = [every(resyncMilliseconds, resync), every(discoveryMilliseconds, refreshDiscovery)];
    const outcome = await lease.keep(stopped.signal);
    metrics.leader.set(0);
    if (outcome === 'lost') {
      state.lost = true;
      log.error({ identity }, 'The Lease was lost: nothing more is changed, and this process ends');
      stopping.abort();
      killed.abort();
      await Promise.all(queues.map(({ queue }) => Promise.race([queue.drain(), wait(timers, 1000)])));
    }
    await Promise.all([...tasks, ...(outcome === 'lost' ? [] : workers)]);
    return outcome;
  };
  /** Ends the renewals, once nothing is under way any more. */
  const stopped = new AbortController();
  const leading = Promise.withResolvers<undefined>();
  const every = async (milliseconds: number, task: () => Promise<void>) => {
    for (;;) {
      await wait(timers, milliseconds * (0.9 + 0.2 * random()), stopping.signal);
      if (stopping.signal.aborted) return;
      await task();
    }
  };
  const resync = (): Promise<void> => {
    const objects = [...watched.sidetracks.list().map(as('SideTrack')), ...watched.tenants.list().map(as('Tenant'))];
    for (const change of objects) {
      for (const { registration, queue } of queues) for (const key of registration.keysOf(change, watched)) queue.addAfter(textOf(key), random() * 60_000);
    }
    return Promise.resolve();
  };
  const refreshDiscovery = () =>
    discovery.refresh(options.optionalApiVersions).catch((error: unknown) => {
      log.warn({ err: error }, 'The kinds of the API server were not looked up; what was known stays');
    });

  const ended = lead().finally(async () => {
    stopping.abort();
    killed.abort();
    server.closeAllConnections();
    server.close();
    await watched.ended;
  });
  return {
    port,
    leading: leading.promise.then(() => undefined),
    ended,
    stop: async () => {
      stopping.abort();
      log.info({ identity }, 'Finishing what is under way');
      const drained = Promise.all(queues.map(({ queue }) => queue.drain()));
      await Promise.race([drained, wait(timers, (options.drainSeconds ?? 20) * 1000)]);
      await lease.release().catch((error: unknown) => {
        log.warn({ err: error }, 'The Lease was not given back; the next process waits for its end');
      });
      stopped.abort();
      killed.abort();
      await ended;
    },
  };
}

const as =
  (kind: 'SideTrack' | 'Tenant') =>
  (object: KubernetesObject): Change => ({ kind, object, deleted: false });

function queueMetrics(metrics: OperatorMetrics, controller: string) {
  return {
    onDepth: (depth: number) => {
      metrics.queueDepth.set({ controller }, depth);
    },
    onTaken: (seconds: number) => {
      metrics.queueSeconds.observe({ controller }, seconds);
    },
  };
}

function eventsApi(rest: Rest, discovery: Discovery) {
  const resource = () => discovery.find('events.k8s.io/v1', 'Event');
  return {
    create: async (event: KubernetesObject) =>
      rest.request({ verb: 'create', resource: await resource(), namespace: event.metadata?.namespace, body: event }),
    patch: async (name: string, namespace: string, body: object) =>
      rest.request({ verb: 'patch', resource: await resource(), namespace, name, body, contentType: 'application/merge-patch+json' }),
  };
}

/** Each request is short, so that a renewal that hangs leaves time for another. */
function leaseApi(rest: Rest, discovery: Discovery, namespace: string, name: string): LeaseApi {
  const common = async () => ({
    resource: await discovery.find('coordination.k8s.io/v1', 'Lease'),
    ...{ namespace, always: true, timeoutSeconds: 4 },
  });
  return {
    async read() {
      try {
        return (await rest.request({ ...(await common()), verb: 'get', name })).body as KubernetesObject;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    create: async (body) => (await rest.request({ ...(await common()), verb: 'create', body })).body as KubernetesObject,
    update: async (body) => (await rest.request({ ...(await common()), verb: 'update', name, body })).body as KubernetesObject,
  };
}

const isNotFound = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 404;
