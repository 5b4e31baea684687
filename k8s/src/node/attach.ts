import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kubectl, type Kubectl } from '../control-plane/kubectl.ts';
import { socket } from './config.ts';
import { networkOf, type Network } from './network.ts';

export const NODE_NAME = 'node1';

/** A whole cluster of one node that runs containers, in namespaces of its own on this machine. */
export interface TestNode {
  name: string;
  kubeconfig: string;
  server: string;
  network: Network;
  kubectl: Kubectl;
  /** Makes the images of an archive (docker-archive or OCI) known to the node. */
  loadImage(archive: string): Promise<void>;
  /** Gives an image of the node one more name. */
  tagImage(name: string, further: string): Promise<void>;
  /** Runs a program inside, as root of the node, and returns what it wrote. */
  shell(...command: string[]): Promise<string>;
  /** The folder of a persistent volume on this machine. */
  volumeFolder(name: string): string;
  /** Halts every process of this name inside, so that nobody answers, and lets them go on. */
  halt(program: string): Promise<void>;
  resume(program: string): Promise<void>;
}

/** What another process needs to know to use a cluster. */
export interface Attachment {
  folder: string;
  index: number;
  /** The first process of its namespaces. */
  pid: number;
  /** The program kubectl. */
  kubectl: string;
}

/** The cluster that another process started. */
export function attachNode({ folder, index, pid, kubectl: program }: Attachment): TestNode {
  const network = networkOf(index);
  const kubeconfig = join(folder, 'pki', 'admin.kubeconfig');
  const shell = async (...command: string[]): Promise<string> => {
    const args = ['-t', String(pid), '-n', '-m', '-p', '--', ...command];
    const { stdout } = await promisify(execFile)('nsenter', args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  };
  return {
    name: NODE_NAME,
    kubeconfig,
    server: `https://${network.nodeAddress}:6443`,
    network,
    kubectl: kubectl(program, kubeconfig),
    shell,
    async loadImage(archive) {
      await shell('ctr', '-a', socket, '-n', 'k8s.io', 'images', 'import', archive);
    },
    async tagImage(name, further) {
      await shell('ctr', '-a', socket, '-n', 'k8s.io', 'images', 'tag', '--force', name, further);
    },
    async halt(name) {
      await shell('pkill', '-STOP', '-x', name);
    },
    async resume(name) {
      await shell('pkill', '-CONT', '-x', name);
      await continueEntered(pid);
    },
    volumeFolder: (name) => join(folder, 'volumes', name),
  };
}

/** A stopped program stops the nsenter that runs it too. */
async function continueEntered(pid: number): Promise<void> {
  await promisify(execFile)('pkill', ['-CONT', '-f', `^nsenter -t ${pid} `]).catch(() => undefined);
}
