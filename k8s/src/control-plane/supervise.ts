import { join } from 'node:path';
import { startChild, type Child } from './child.ts';
import { componentArgs, type Addresses, type ComponentName } from './components.ts';
import { probe, until } from './ready.ts';

/** The components of a control plane that run, each of which can be ended and started again with its data. */
export interface Components {
  /** @throws ClusterError when the API server does not become ready */
  start(name: ComponentName): Promise<void>;
  /** Ends one as a failure would (SIGKILL) unless another signal is given. */
  stop(name: ComponentName, signal?: NodeJS.Signals): Promise<void>;
  stopAll(): Promise<void>;
  children(): Child[];
}

export interface SuperviseOptions {
  addresses: Addresses;
  server: string;
  /** The program of a component, and how it is run: `nsenter …` for a cluster in namespaces of its own. */
  command: (name: ComponentName) => readonly string[];
  folder: string;
}

export function superviseComponents({ addresses, server, command, folder }: SuperviseOptions): Components {
  const running = new Map<ComponentName, Child>();
  const pki = join(folder, 'pki');
  const components: Components = {
    async start(name) {
      const args = componentArgs(name, addresses, pki, folder);
      running.set(name, startChild(name, [...command(name), ...args], join(folder, 'logs', `${name}.log`)));
      if (name === 'kube-apiserver')
        await until('The API server', async () => (await probe(pki, `${server}/readyz`)) === 200, {
          seconds: 120,
          children: components.children(),
        });
    },
    async stop(name, signal = 'SIGKILL') {
      await running.get(name)?.stop(signal);
      running.delete(name);
    },
    async stopAll() {
      await Promise.all([...running.keys()].map((name) => components.stop(name)));
    },
    children: () => [...running.values()],
  };
  return components;
}

/** Waits until the controllers work: they give each namespace its service account. */
export async function untilControllersWork(folder: string, server: string, children: readonly Child[]): Promise<void> {
  const account = `${server}/api/v1/namespaces/default/serviceaccounts/default`;
  await until('The controllers', async () => (await probe(join(folder, 'pki'), account)) === 200, {
    seconds: 120,
    children,
  });
}
