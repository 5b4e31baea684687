import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, type Child } from '../control-plane/child.ts';
import { componentNames, type Addresses } from '../control-plane/components.ts';
import type { Kubectl } from '../control-plane/kubectl.ts';
import { makePki, writeKubeconfig } from '../control-plane/pki.ts';
import { superviseComponents, untilControllersWork, type Components } from '../control-plane/supervise.ts';
import { ClusterError, until } from '../control-plane/ready.ts';
import { ensurePrograms, which, type Step } from '../programs/ensure.ts';
import { attachNode, NODE_NAME, type Attachment, type TestNode } from './attach.ts';
import { cniConfig, containerdConfig, kubeletConfig, PAUSE_IMAGE } from './config.ts';
import { DNS_IMAGE, dnsObjects } from './dns.ts';
import { startHolder, type Holder } from './holder.ts';
import { makeImage } from './image.ts';
import { connect, freeIndex, networkOf, type Network } from './network.ts';
import { storageObjects, volumeNames } from './volumes.ts';

export interface NodeOptions {
  /** Everything is written here, and removed when the cluster is stopped. Not below /run, /var/lib or /var/log. */
  folder: string;
  /** Which of the networks 10.201.N.0/24 (pods 10.202, Services 10.203) it lives in; the first free one unless given. */
  index?: number;
  step?: Step;
}

/** The cluster, which whoever started it stops. */
export interface StartedNode extends TestNode {
  /** What another process needs for `attachNode`. */
  attachment: Attachment;
  components: Components;
  stop: () => Promise<void>;
}

/**
 * Starts a control plane and a node with containerd, kubelet, kube-proxy, the cluster's names, enforced NetworkPolicies and volumes to
 * claim. Linux and root only. The machine is left as it was when it stops, or when this process ends in whatever way.
 * @throws ClusterError when something does not come up
 */
export async function startNode({ folder, index, step }: NodeOptions): Promise<StartedNode> {
  const programs = await ensurePrograms(['kubernetes', 'coredns', 'network-policy-agent', 'node-tools'], step);
  const claimed = await claim(programs['node-tools'], folder, index);
  const { holder, network } = claimed;
  const server = `https://${network.nodeAddress}:6443`;
  const pki = join(folder, 'pki');
  const kubernetes = (name: string): string[] => [...holder.enter, kubernetesProgram(programs, name)];
  const components = superviseComponents({ addresses: addressesOf(network), server, folder, command: kubernetes });
  const attachment = { folder, index: claimed.index, pid: holder.pid, kubectl: kubernetesProgram(programs, 'kubectl') };
  const node = attachNode(attachment);
  const agents: Child[] = [];
  const run = (name: string, command: readonly string[]): void => {
    agents.push(startChild(name, command, join(folder, 'logs', `${name}.log`)));
  };
  const stop = (): Promise<void> => holder.stop();
  try {
    await prepareFolder(folder, network);
    await writeIdentities(pki, network, server);
    await connect(network, holder.pid);
    await mountVolumes(node);
    run('containerd', [...holder.enter, 'containerd', '-c', join(folder, 'containerd.toml')]);
    for (const name of componentNames) await components.start(name);
    const children = [...components.children(), ...agents];
    await untilControllersWork(folder, server, children);
    await loadOwnImages(folder, programs, node, children);
    run('kubelet', [...kubernetes('kubelet'), ...kubeletArgs(folder, network)]);
    run('kube-proxy', [...kubernetes('kube-proxy'), ...proxyArgs(folder, network)]);
    run('network-policy-agent', [
      ...[...holder.enter, programs['network-policy-agent'], `--kubeconfig=${join(pki, 'admin.kubeconfig')}`],
      ...[`--node=${NODE_NAME}`, `--pods=${network.podNetwork}`],
    ]);
    await applyAll(node.kubectl, [...storageObjects(join(folder, 'volumes'), NODE_NAME), ...dnsObjects(network)]);
    await untilReady(node.kubectl, [...children, ...agents]);
    return { ...node, attachment, components, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The namespaces of a cluster with the given index, or the first that no cluster has. */
async function claim(program: string, folder: string, index?: number): Promise<Claim> {
  for (let from = index ?? 0; ; from++) {
    const number = index ?? (await freeIndex(from));
    const network = networkOf(number);
    const holder = await startHolder(program, network.link, [folder]);
    if (holder) return { index: number, network, holder };
    if (index !== undefined)
      throw new ClusterError(`A cluster in ${network.nodeNetwork} runs: stop it, or take another.`);
    from = number;
  }
}

interface Claim {
  index: number;
  network: Network;
  holder: Holder;
}

async function writeIdentities(pki: string, network: Network, server: string): Promise<void> {
  await makePki({
    folder: pki,
    serverNames: [network.nodeAddress, network.apiService, 'kubernetes.default.svc', 'kubernetes.default'],
    node: { name: NODE_NAME, address: network.nodeAddress },
  });
  for (const client of ['admin', 'kubelet', 'kube-proxy', 'kube-controller-manager', 'kube-scheduler'])
    await writeKubeconfig(pki, client, server);
}

function kubernetesProgram(programs: { kubernetes: string }, name: string): string {
  return join(dirname(programs.kubernetes), name);
}

function addressesOf({ nodeAddress, podNetwork, serviceNetwork }: Network): Addresses {
  return {
    bind: '0.0.0.0',
    advertise: nodeAddress,
    ports: { etcd: 2379, etcdPeer: 2380, api: 6443, controllers: 10257, scheduler: 10259 },
    podNetwork,
    serviceNetwork,
    reachableFromPods: true,
  };
}

async function prepareFolder(folder: string, network: Network): Promise<void> {
  for (const name of ['logs', 'cni', 'volumes', 'plugins', 'images'])
    await mkdir(join(folder, name), { recursive: true });
  // Pods run as other users and reach their volumes through here.
  await chmod(folder, 0o755);
  const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((place) => existsSync(join(place, 'ptp')));
  if (plugins === undefined || !which('containerd'))
    throw new ClusterError('A node needs containerd, runc and the CNI plugins (Debian: containernetworking-plugins).');
  const { stdout } = await promisify(execFile)('containerd', ['--version']);
  const major = Number(/ v?(\d+)\.\d/.exec(stdout)?.[1] ?? 1);
  await writeFile(join(folder, 'containerd.toml'), containerdConfig(folder, plugins, major));
  await writeFile(join(folder, 'cni', '10-pods.conflist'), cniConfig(network, folder));
  await writeFile(join(folder, 'kubelet.json'), kubeletConfig(network, folder));
  // Nothing outside the cluster is looked up.
  await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
}

async function mountVolumes(node: TestNode): Promise<void> {
  for (const { name, megabytes } of volumeNames()) {
    const place = node.volumeFolder(name);
    await mkdir(place);
    await chmod(place, 0o777);
    if (megabytes !== null)
      await node.shell('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=777`, 'tmpfs', place);
  }
}

function kubeletArgs(folder: string, { nodeAddress }: Network): string[] {
  return [
    `--config=${join(folder, 'kubelet.json')}`,
    `--kubeconfig=${join(folder, 'pki', 'kubelet.kubeconfig')}`,
    `--hostname-override=${NODE_NAME}`,
    `--node-ip=${nodeAddress}`,
    `--root-dir=${join(folder, 'kubelet')}`,
    `--cert-dir=${join(folder, 'kubelet-pki')}`,
  ];
}

function proxyArgs(folder: string, { podNetwork }: Network): string[] {
  return [
    `--kubeconfig=${join(folder, 'pki', 'kube-proxy.kubeconfig')}`,
    `--hostname-override=${NODE_NAME}`,
    '--proxy-mode=iptables',
    `--cluster-cidr=${podNetwork}`,
    // These settings are the whole machine's.
    ...['--conntrack-max-per-core=0', '--conntrack-tcp-timeout-established=0', '--conntrack-tcp-timeout-close-wait=0'],
  ];
}

async function loadOwnImages(
  folder: string,
  programs: { coredns: string; 'node-tools': string },
  node: TestNode,
  children: readonly Child[],
): Promise<void> {
  const images = [
    { name: PAUSE_IMAGE, program: programs['node-tools'], command: ['pause'] },
    { name: PROBE_IMAGE, program: programs['node-tools'], command: ['probe'] },
    { name: DNS_IMAGE, program: programs.coredns, command: [] },
  ];
  for (const [index, image] of images.entries()) {
    const archive = join(folder, 'images', `${index}.tar`);
    await makeImage(archive, image);
    // The first one waits for containerd.
    await until(
      'containerd',
      () =>
        node.loadImage(archive).then(
          () => true,
          () => false,
        ),
      { seconds: 60, children },
    );
    await rm(archive);
  }
}

/** An image that serves, connects, resolves and writes, for tests of the network and of volumes. */
export const PROBE_IMAGE = 'localhost/sidetrack/probe:1';

async function applyAll(control: Kubectl, objects: readonly object[]): Promise<void> {
  await control(
    ['apply', '--server-side', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
}

async function untilReady(control: Kubectl, children: readonly Child[]): Promise<void> {
  const succeeds = (args: readonly string[]): Promise<boolean> =>
    control(args).then(
      () => true,
      () => false,
    );
  await until('The node', () => succeeds(['wait', '--for=condition=Ready', `node/${NODE_NAME}`, '--timeout=5s']), {
    seconds: 120,
    children,
  });
  await until(
    "The cluster's names",
    () => succeeds(['rollout', 'status', 'deployment/coredns', '-n', 'kube-system', '--timeout=5s']),
    { seconds: 120, children },
  ).catch(async (error: unknown) => {
    const pods = await control(['describe', 'pods', '-n', 'kube-system']).catch(String);
    const words = children.map((child) => `${child.name}: ${child.lastWords().slice(-600)}`);
    throw new ClusterError([String(error), pods, ...words].join('\n'));
  });
}
