import { ApiCluster } from './cluster.ts';
import { Discovery } from './discovery.ts';
import { Events } from './events.ts';
import { LeaderElection } from './lease.ts';
import { createMetrics, type OperatorMetrics } from './metrics.ts';
import type { OperatorOptions } from './operator.ts';
import { eventsApi, leaseApi } from './own-apis.ts';
import { WorkQueue } from './queue.ts';
import { callRecorder } from './recorded-calls.ts';
import { refOf } from './render.ts';
import { Rest } from './rest.ts';
import { textOf } from './run-controller.ts';
import type { Timers } from './timers.ts';
import type { Change, Registration } from './types.ts';
import { watchAll, type WatchedAll } from './watched.ts';

export interface Parts {
  metrics: OperatorMetrics;
  discovery: Discovery;
  watched: WatchedAll;
  lease: LeaderElection;
  queues: { registration: Registration; queue: WorkQueue }[];
  /** The keys that a change wakes, in each queue. */
  wake(change: Change, put: (queue: WorkQueue, key: string) => void): void;
}

/** Makes the parts of an operator and begins to watch; nothing is worked off yet. `killed` ends every request and watch. */
export function assemble(options: OperatorOptions, timers: Timers, killed: AbortSignal): Parts {
  const { kubeConfig, identity, namespace, leaseName = 'sidetrack-operator', log, clock, random } = options;
  const metrics = createMetrics();
  const record = callRecorder(options.recordCallsTo);
  const rest: Rest = new Rest({ kubeConfig, metrics, record, timers, signal: killed, mayWrite: () => lease.leads });
  const discovery = new Discovery(rest);
  const api = leaseApi(rest, discovery, namespace, leaseName);
  const seconds = options.leaseSeconds;
  const lease = new LeaderElection({
    ...{ api, namespace, name: leaseName, identity, clock, timers, random, log },
    ...(seconds && { seconds }),
  });

  const queues: Parts['queues'] = [];
  const wake: Parts['wake'] = (change, put) => {
    for (const { registration, queue } of queues)
      for (const key of registration.keysOf(change, watched)) put(queue, textOf(key));
  };
  const watched: WatchedAll = watchAll({
    ...{
      kubeConfig,
      rest,
      discovery,
      metrics,
      record,
      timers,
      random,
      log,
      signal: killed,
      namespaces: options.watchNamespaces,
    },
    onChange: (change) => {
      if (change.deleted) cluster.forget(refOf(change.object));
      wake(change, (queue, key) => {
        queue.add(key);
      });
    },
  });
  const events = new Events({ ...eventsApi(rest, discovery), identity, clock, timers, random, log });
  const cluster: ApiCluster = new ApiCluster({
    ...{ rest, discovery, timers, log },
    storeOf: (apiVersion, kind) => watched.storeOf(apiVersion, kind),
    record: (regarding, text) => {
      events.record(regarding, text);
    },
  });
  for (const registration of options.controllers({ cluster, watched, metrics })) {
    const { name } = registration.controller;
    queues.push({ registration, queue: new WorkQueue({ timers, random, ...queueMetrics(metrics, name) }) });
  }
  return { metrics, discovery, watched, lease, queues, wake };
}

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
