import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, type Child } from './child.ts';
import { componentArgs, type Addresses, type ComponentName } from './components.ts';
import { kubectl, type Kubectl } from './kubectl.ts';
import { makePki, writeKubeconfig } from './pki.ts';
import { freePorts } from './ports.ts';
import { probe, until } from './ready.ts';

export interface ControlPlaneOptions {
  /** Everything is written here: keys, data of etcd, logs. */
  folder: string;
  /** Folder with etcd, kube-apiserver, kubectl and, where they are there, kube-controller-manager and kube-scheduler. */
  programs: string;
  /** Port of the API server; a free one unless given. */
  port?: number;
}

/** A Kubernetes control plane on the loopback address of this machine, without any node. */
export interface ControlPlane {
  kubeconfig: string;
  server: string;
  kubectl: Kubectl;
  /** Ends one component, as a failure would, and starts it again with its data. */
  stopComponent(name: ComponentName, signal?: NodeJS.Signals): Promise<void>;
  startComponent(name: ComponentName): Promise<void>;
  stop(): Promise<void>;
}

const components: readonly ComponentName[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/**
 * Starts etcd, the API server, the controller-manager and the scheduler, without root, on the loopback address. They end when this process
 * does, however it ends.
 * @throws ClusterError when one of them does not come up
 */
export async function startControlPlane({ folder, programs, port }: ControlPlaneOptions): Promise<ControlPlane> {
  const [etcd = 0, etcdPeer = 0, api = 0, controllers = 0, scheduler = 0] = await freePorts(5);
  const addresses: Addresses = {
    bind: '127.0.0.1',
    advertise: '127.0.0.1',
    ports: { etcd, etcdPeer, api: port ?? api, controllers, scheduler },
    podNetwork: '10.244.0.0/16',
    serviceNetwork: '10.96.0.0/16',
    reachableFromPods: false,
  };
  const pki = join(folder, 'pki');
  const logs = join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  await makePki({ folder: pki, serverNames: ['127.0.0.1', 'localhost', '10.96.0.1', 'kubernetes.default.svc'] });
  const server = `https://127.0.0.1:${addresses.ports.api}`;
  const kubeconfig = await writeKubeconfig(pki, 'admin', server);
  for (const name of ['kube-controller-manager', 'kube-scheduler']) await writeKubeconfig(pki, name, server);
  const running = new Map<ComponentName, Child>();

  const startComponent = async (name: ComponentName): Promise<void> => {
    const command = [join(programs, name), ...componentArgs(name, addresses, pki, folder)];
    running.set(name, startChild(name, command, join(logs, `${name}.log`)));
    if (name === 'kube-apiserver')
      await until('The API server', async () => (await probe(pki, `${server}/readyz`)) === 200, {
        seconds: 90,
        children: [...running.values()],
      });
  };
  const stopComponent = async (name: ComponentName, signal?: NodeJS.Signals): Promise<void> => {
    await running.get(name)?.stop(signal);
    running.delete(name);
  };
  const stop = async (): Promise<void> => {
    // By force: nothing of it is kept, and the API server would wait for its watchers.
    await Promise.all([...running.keys()].map((name) => stopComponent(name, 'SIGKILL')));
    await rm(join(folder, 'etcd'), { recursive: true, force: true });
  };

  try {
    for (const name of components) if (existsSync(join(programs, name))) await startComponent(name);
    if (running.has('kube-controller-manager')) {
      const account = `${server}/api/v1/namespaces/default/serviceaccounts/default`;
      await until('The controllers', async () => (await probe(pki, account)) === 200, {
        seconds: 90,
        children: [...running.values()],
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kubeconfig,
    server,
    kubectl: kubectl(join(programs, 'kubectl'), kubeconfig),
    stopComponent,
    startComponent,
    stop,
  };
}
