import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startControlPlane } from './control-plane/start.ts';
import type { Attachment } from './node/attach.ts';
import { startNode } from './node/start.ts';
import { kubernetesFolder } from './programs/kubernetes-folder.ts';

/** What `npm run cluster` writes down about the cluster that runs. */
export interface RunningCluster {
  /** The process that keeps it: it ends with SIGTERM, and the cluster with it. */
  pid: number;
  kubeconfig: string;
  /** The program kubectl. */
  kubectl: string;
  /** Null for a control plane without a node. */
  attachment: Attachment | null;
}

/**
 * The process behind `npm run cluster -- up`: keeps a cluster until SIGTERM or SIGINT. Arguments: `node` or `control-plane`, the folder that
 * it may fill and removes, and the file to write `RunningCluster` to once it is ready.
 */
async function main(kind: string, folder: string, file: string): Promise<void> {
  const { stop, ...cluster } = await (kind === 'node' ? aNode(folder) : aControlPlane(folder));
  writeFileSync(`${file}.part`, JSON.stringify({ pid: process.pid, ...cluster } satisfies RunningCluster));
  renameSync(`${file}.part`, file);
  // Signals alone do not keep a process.
  const keep = setInterval(() => undefined, 60_000);
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(keep);
    await stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(file, { force: true });
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
}

type Kept = Omit<RunningCluster, 'pid'> & { stop: () => Promise<void> };

async function aNode(folder: string): Promise<Kept> {
  const { kubeconfig, attachment, stop } = await startNode({ folder });
  return { kubeconfig, kubectl: attachment.kubectl, attachment, stop };
}

async function aControlPlane(folder: string): Promise<Kept> {
  const programs = await kubernetesFolder();
  const { kubeconfig, stop } = await startControlPlane({ folder, programs });
  return { kubeconfig, kubectl: join(programs, 'kubectl'), attachment: null, stop };
}

const [kind = 'node', folder = '', file = ''] = process.argv.slice(2);
main(kind, folder, file).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
