import { KubeConfig } from '@kubernetes/client-node';
import { randomUUID } from 'node:crypto';
import { ApiCluster } from './cluster.ts';
import { Discovery } from './discovery.ts';
import { createMetrics } from './metrics.ts';
import type { RecordedCall } from './recorded-calls.ts';
import { Rest } from './rest.ts';
import { silentLog } from './test-tools.ts';
import { systemTimers } from './timers.ts';
import type { KubernetesObject } from './types.ts';

/** The tests' own way to the API server of SIDETRACK_TEST_KUBECONFIG, and a namespace for the file. */
export interface Direct {
  kubeconfig: string;
  kubeConfig: KubeConfig;
  rest: Rest;
  discovery: Discovery;
  cluster: ApiCluster;
  namespace: string;
  calls: RecordedCall[];
  list(apiVersion: string, kind: string): Promise<KubernetesObject[]>;
  end(): Promise<void>;
}

export async function connect(): Promise<Direct> {
  const kubeconfig = process.env['SIDETRACK_TEST_KUBECONFIG'] ?? '';
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(kubeconfig);
  const stop = new AbortController();
  const calls: RecordedCall[] = [];
  const rest = new Rest({
    ...{ kubeConfig, metrics: createMetrics(), timers: systemTimers, signal: stop.signal, mayWrite: () => true },
    record: (call) => void calls.push(call),
  });
  const discovery = new Discovery(rest);
  const cluster = new ApiCluster({
    ...{ rest, discovery, storeOf: () => undefined, record: () => undefined, timers: systemTimers, log: silentLog },
  });
  const namespace = `runtime-${randomUUID().slice(0, 8)}`;
  await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  return {
    ...{ kubeconfig, kubeConfig, rest, discovery, cluster, namespace, calls },
    async list(apiVersion, kind) {
      const resource = await discovery.find(apiVersion, kind);
      const { body } = await rest.request({ verb: 'list', resource, namespace });
      return (body as { items: KubernetesObject[] }).items;
    },
    async end() {
      await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
      stop.abort();
    },
  };
}

/** Waits until a look gives something, at most so long. */
export async function eventually<T>(
  seconds: number,
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
