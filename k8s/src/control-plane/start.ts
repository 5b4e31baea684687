import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { componentNames, type Addresses } from './components.ts';
import { kubectl, type Kubectl } from './kubectl.ts';
import { makePki, writeKubeconfig } from './pki.ts';
import { freePorts } from './ports.ts';
import { superviseComponents, untilControllersWork, type Components } from './supervise.ts';

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
  components: Components;
  stop: () => Promise<void>;
}

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
  await mkdir(join(folder, 'logs'), { recursive: true });
  await makePki({ folder: pki, serverNames: ['127.0.0.1', 'localhost', '10.96.0.1', 'kubernetes.default.svc'] });
  const server = `https://127.0.0.1:${addresses.ports.api}`;
  const kubeconfig = await writeKubeconfig(pki, 'admin', server);
  for (const name of ['kube-controller-manager', 'kube-scheduler']) await writeKubeconfig(pki, name, server);
  const components = superviseComponents({ addresses, server, folder, command: (name) => [join(programs, name)] });
  const stop = async (): Promise<void> => {
    // By force: nothing of it is kept, and the API server would wait for its watchers.
    await components.stopAll();
    await rm(join(folder, 'etcd'), { recursive: true, force: true });
  };
  try {
    for (const name of componentNames) if (existsSync(join(programs, name))) await components.start(name);
    if (existsSync(join(programs, 'kube-controller-manager')))
      await untilControllersWork(folder, server, components.children());
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kubeconfig,
    server,
    kubectl: kubectl(join(programs, 'kubectl'), kubeconfig),
    components,
    stop,
  };
}
