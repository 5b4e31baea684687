import { KubeConfig } from '@kubernetes/client-node';
import { appendFileSync } from 'node:fs';
import { startOperator } from './operator.ts';
import type { Cluster, Key } from './types.ts';

/**
 * An operator process for the tests of leadership: for each SideTrack of its namespace it writes a ConfigMap 5 times a second, and a line
 * "identity milliseconds" after each write that the API server took, with the time at which it was sent: a process that is stopped may
 * read the answer to its last write long after the API server took it.
 */
const { KUBECONFIG = '', TEST_NAMESPACE = '', TEST_LOG = '', TEST_IDENTITY = '' } = process.env;
const kubeConfig = new KubeConfig();
kubeConfig.loadFromFile(KUBECONFIG);
const line = (text: string, at = Date.now()) => {
  appendFileSync(TEST_LOG, `${TEST_IDENTITY} ${at} ${text}\n`);
};

function ticks(cluster: Cluster) {
  let count = 0;
  return async ({ namespace, name }: Key) => {
    count += 1;
    const metadata = { name: `${name}-tick`, namespace };
    const sentAt = Date.now();
    await cluster.apply({
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata },
      data: { by: TEST_IDENTITY, count: String(count) },
    } as never);
    line('wrote', sentAt);
    return { requeueAfterSeconds: 0.2 };
  };
}

const say = (level: string) => (fields: object, message: string) => {
  process.stderr.write(`${JSON.stringify({ level, ...fields, message })}\n`);
};
const operator = await startOperator({
  ...{ kubeConfig, namespace: TEST_NAMESPACE, watchNamespaces: [TEST_NAMESPACE], identity: TEST_IDENTITY },
  ...{ host: '127.0.0.1', port: 0, clock: () => new Date(), random: Math.random },
  log: { debug: () => undefined, info: say('info'), warn: say('warn'), error: say('error') },
  controllers: ({ cluster }) => [
    {
      controller: { name: 'ticks', concurrency: 1, reconcile: ticks(cluster) },
      keysOf: ({ kind, object }) =>
        kind === 'SideTrack'
          ? [{ namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '' }]
          : [],
    },
  ],
});
line(`ready ${operator.port}`);
void operator.leading.then(() => {
  line('leads');
});
process.on('SIGTERM', () => void operator.stop());
process.exit((await operator.ended) === 'lost' ? 1 : 0);
