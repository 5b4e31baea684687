import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningCluster } from '../cluster-main.ts';
import { kubernetesFolder } from '../programs/kubernetes-folder.ts';
import { kubectl } from './kubectl.ts';
import { until } from './ready.ts';
import { startControlPlane } from './start.ts';

describe('a control plane of its own', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sidetrack-control-plane-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('keeps what was written over the death of the API server and of etcd', async () => {
    const cluster = await startControlPlane({ folder, programs: await kubernetesFolder() });
    try {
      await cluster.kubectl(['create', 'configmap', 'kept', '--from-literal=a=b']);
      await cluster.components.stop('kube-apiserver');
      await expect(cluster.kubectl(['get', 'configmap', 'kept'])).rejects.toThrow(/refused/);
      await cluster.components.stop('etcd');
      await cluster.components.start('etcd');
      await cluster.components.start('kube-apiserver');
      expect(await cluster.kubectl(['get', 'configmap', 'kept', '-o', 'jsonpath={.data.a}'])).toBe('b');
    } finally {
      await cluster.stop();
    }
  }, 90_000);

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'is gone when its keeper ends by %s',
    async (signal) => {
      const file = join(folder, 'cluster.json');
      const main = join(import.meta.dirname, '../cluster-main.ts');
      const keeper = spawn(process.execPath, [main, 'control-plane', join(folder, 'data'), file], { stdio: 'inherit' });
      await until('The cluster', () => Promise.resolve(existsSync(file)), { seconds: 60 });
      const cluster = JSON.parse(readFileSync(file, 'utf8')) as RunningCluster;
      const control = kubectl(cluster.kubectl, cluster.kubeconfig);
      const config = readFileSync(cluster.kubeconfig, 'utf8');
      await control(['get', 'namespaces']);
      keeper.kill(signal);
      const server = (JSON.parse(config) as { clusters: [{ cluster: { server: string } }] }).clusters[0].cluster.server;
      await until('The end', () => fetch(server).then(() => false, isRefused), { seconds: 20 });
      if (signal === 'SIGTERM') await until('No trace', () => Promise.resolve(!existsSync(file)), { seconds: 20 });
    },
    90_000,
  );
});

/** Whether nobody listens, in contrast to somebody whose certificate this process does not know. */
function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}
