import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../control-plane/child.ts';
import type { Kubectl } from '../control-plane/kubectl.ts';
import { freePorts } from '../control-plane/ports.ts';
import { until } from '../control-plane/ready.ts';
import { ensurePrograms } from '../programs/ensure.ts';
import { nodeStages, podStages } from './stages.ts';

export interface KwokOptions {
  nodes: number;
  gpusPerNode: number;
  /** How long the pods of Jobs run before they complete; null: until they are deleted. */
  jobSeconds: number | null;
  /** Beginning of the nodes' names; two uses of one cluster need two. */
  prefix?: string;
}

/** Nodes that nobody runs: pods that are placed there become ready at once, and those of Jobs complete after a while. */
export interface Kwok {
  nodes: readonly string[];
  /** Lets a node fall silent, as one whose machine lost its power. */
  lose(node: string): Promise<void>;
  /** Ends it and removes the nodes. */
  stop(): Promise<void>;
}

const ANNOTATION = 'kwok.x-k8s.io/node';

/**
 * Adds nodes with `nvidia.com/gpu` to a cluster. They carry the label `sidetrack.network/gpu: "true"` and the taint
 * `nvidia.com/gpu:NoSchedule`, as GPU nodes usually do.
 * @throws ClusterError when they do not become Ready
 */
export async function startKwok(
  cluster: { kubeconfig: string; kubectl: Kubectl },
  options: KwokOptions,
): Promise<Kwok> {
  const { nodes, gpusPerNode, jobSeconds, prefix = 'gpu' } = options;
  const programs = await ensurePrograms(['kwok', 'node-tools']);
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-kwok-'));
  const config = join(folder, 'stages.yaml');
  // Each document is JSON, which YAML contains.
  await writeFile(
    config,
    [...nodeStages(), ...podStages(jobSeconds)].map((stage) => `---\n${JSON.stringify(stage)}\n`).join(''),
  );
  const names = Array.from({ length: nodes }, (_, index) => `${prefix}-${index}`);
  const ports = await freePorts(nodes);
  // One process for each node, as a kubelet is: kwok renews the Lease of a node that it once took, whatever becomes of the node.
  const kubelets = names.map((name, index) =>
    startChild(
      `kwok of ${name}`,
      [
        ...[programs['node-tools'], 'run', programs.kwok, `--kubeconfig=${cluster.kubeconfig}`, `--config=${config}`],
        ...['--manage-all-nodes=false', `--manage-nodes-with-annotation-selector=${ANNOTATION}=${name}`],
        ...['--node-lease-duration-seconds=40', `--server-address=127.0.0.1:${ports[index] ?? 0}`],
      ],
      join(folder, `${name}.log`),
    ),
  );
  const stop = async (): Promise<void> => {
    await cluster.kubectl(['delete', 'node', '--ignore-not-found', '--wait=false', ...names]).catch(() => undefined);
    await Promise.all(kubelets.map((kubelet) => kubelet.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const items = names.map((name) => nodeObject(name, gpusPerNode));
    await cluster.kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    const isReady = (): Promise<boolean> =>
      cluster.kubectl(['wait', '--for=condition=Ready', '--timeout=5s', 'node', ...names]).then(
        () => true,
        () => false,
      );
    await until('The nodes of kwok', isReady, { seconds: 60, children: kubelets });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    nodes: names,
    stop,
    async lose(node) {
      await kubelets[names.indexOf(node)]?.stop();
    },
  };
}

function nodeObject(name: string, gpus: number): object {
  const resources = { cpu: '16', memory: '64Gi', pods: '110', 'nvidia.com/gpu': String(gpus) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { [ANNOTATION]: name },
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'sidetrack.network/gpu': 'true' },
    },
    spec: { taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }] },
    status: { allocatable: resources, capacity: resources },
  };
}
