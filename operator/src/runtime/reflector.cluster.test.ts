import { connect, eventually, type Direct } from './cluster-test-tools.ts';
import { Discovery } from './discovery.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.fixture.ts';
import { createMetrics } from './metrics.ts';
import { reflect } from './reflector.ts';
import { Rest } from './rest.ts';
import { ObjectStore } from './store.ts';
import { silentLog } from './test-tools.ts';
import { systemTimers } from './timers.ts';
import type { Change } from './types.ts';

/** A store that is filled through its own proxy, beside the real objects. */
async function watchThroughProxy(direct: Direct) {
  const proxy = await startFaultProxy(direct.kubeconfig);
  const stop = new AbortController();
  const metrics = createMetrics();
  const record = () => undefined;
  const { kubeConfig } = proxy;
  const rest = new Rest({
    kubeConfig,
    metrics,
    record,
    timers: systemTimers,
    signal: stop.signal,
    mayWrite: () => true,
  });
  const discovery = new Discovery(rest);
  const changes: Change[] = [];
  const store = new ObjectStore('ConfigMap', [direct.namespace], (change) => void changes.push(change));
  const ended = reflect({
    ...{
      kubeConfig,
      rest,
      metrics,
      record,
      store,
      timers: systemTimers,
      random: Math.random,
      log: silentLog,
      signal: stop.signal,
    },
    ...{ kind: 'ConfigMap', scope: direct.namespace, labels: { watched: 'yes' } },
    resource: () => discovery.find('v1', 'ConfigMap'),
  });
  await eventually(10, 'the first list', () => store.synced || undefined);
  return {
    ...{ proxy, store, changes, metrics },
    end: async () => {
      stop.abort();
      await ended;
      await proxy.stop();
    },
  };
}

const configMap = (namespace: string, name: string, text: string) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels: { watched: 'yes' } }, data: { text } },
});

/** Adds, changes and deletes objects of its own, by names with this prefix. */
async function churn({ cluster, namespace }: Direct, prefix: string) {
  for (const number of [1, 2, 3]) await cluster.apply(configMap(namespace, `${prefix}-${number}`, 'new'));
  await cluster.apply(configMap(namespace, `${prefix}-2`, `changed ${Math.random()}`));
  await cluster.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: `${prefix}-1` });
}

async function converges(direct: Direct, store: ObjectStore, seconds: number): Promise<number> {
  const begun = Date.now();
  await eventually(seconds, 'the store shows what the API server has', async () => {
    const real = (await direct.list('v1', 'ConfigMap')).filter(
      ({ metadata }) => metadata?.labels?.['watched'] === 'yes',
    );
    const text = (objects: typeof real) =>
      objects
        .map(({ metadata }) => `${metadata?.name}@${metadata?.resourceVersion}`)
        .sort()
        .join();
    return text(real) === text(store.list()) || undefined;
  });
  return (Date.now() - begun) / 1000;
}

describe('reflect, through a network that fails', () => {
  let direct: Direct;
  beforeAll(async () => {
    direct = await connect();
  });
  afterAll(() => direct.end());

  const isWatch = (url: string) => url.includes('watch=true');
  const faults: [string, number, (proxy: FaultProxy, prefix: string) => Promise<void>][] = [
    [
      '410 in the stream',
      5,
      async (proxy, prefix) => {
        expect(proxy.expireWatches()).toBe(1);
        await churn(direct, prefix);
      },
    ],
    [
      '410 as the answer to a watch',
      5,
      async (proxy, prefix) => {
        let left = 3;
        proxy.fault = (_, url) => (isWatch(url) && left-- > 0 ? { code: 410 } : undefined);
        proxy.resetConnections();
        await churn(direct, prefix);
      },
    ],
    [
      '429 with Retry-After, to lists and watches',
      15,
      async (proxy, prefix) => {
        proxy.fault = () => ({ code: 429, retryAfterSeconds: 1 });
        proxy.expireWatches();
        await churn(direct, prefix);
        await pause(5);
        const asked = proxy.requests.length;
        await pause(5);
        // Backing off, not hammering.
        expect(proxy.requests.length - asked).toBeLessThan(15);
        proxy.fault = () => undefined;
      },
    ],
    [
      'a reset every 200 ms for 10 s',
      10,
      async (proxy, prefix) => {
        for (let round = 0; round < 50; round += 1) {
          if (round % 10 === 0) await churn(direct, prefix);
          proxy.resetConnections();
          await pause(0.2);
        }
      },
    ],
    [
      'a half-open connection',
      40,
      async (proxy, prefix) => {
        proxy.hold(true);
        await churn(direct, prefix);
        await pause(1);
        // The way is open again, but the old connections never say so.
        proxy.hold(false);
      },
    ],
    [
      'an API server that is gone for 60 s',
      20,
      async (proxy, prefix) => {
        proxy.cut(true);
        await churn(direct, prefix);
        await pause(60);
        proxy.cut(false);
      },
    ],
  ];

  it.concurrent.each(faults)(
    'converges after %s, within %d s',
    async (name, seconds, inject) => {
      const prefix = name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 20)
        .replace(/-$/, '');
      const watching = await watchThroughProxy(direct);
      try {
        await churn(direct, `${prefix}-before`);
        await converges(direct, watching.store, 10);
        await inject(watching.proxy, prefix);
        await converges(direct, watching.store, seconds);
        const seen = watching.changes.filter(({ object }) => object.metadata?.name?.startsWith(`${prefix}-2`));
        expect(seen.length).toBeGreaterThan(0);
        await churn(direct, `${prefix}-after`);
        await converges(direct, watching.store, 5);
      } finally {
        await watching.end();
      }
    },
    150_000,
  );
});

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
