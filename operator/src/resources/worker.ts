import type { V1Deployment, V1EnvVar } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { hash8 } from '../sidetrack/installation.ts';
import { AUDIO_PATH, hasFetchedModels, productEnvironment } from './environment.ts';
import { modelsInit, modelsVolume } from './models.ts';
import { resourcesOf } from './pod-defaults.ts';
import { PROBE_PORT } from './probe-port.ts';
import { productDeployment } from './product-deployment.ts';
import type { Running } from './product-deployment.ts';
import { dataVolume, productPodTemplate, productProbes, temporalTlsVolume } from './product-pod.ts';
import type { Mounted, ProductPod } from './product-pod.ts';

/** The task queues that Deployments serve; `extract-gpu` is served by Jobs. */
export const workerQueues = ['sidetrack', 'ingest', 'extract', 'aggregate'] as const;
export type WorkerQueue = (typeof workerQueues)[number];

/** The workers of one queue. Those of `sidetrack` are versioned: each version has a Deployment of its own. */
export function workerDeployment(installation: Installation, queue: WorkerQueue, running: Running): V1Deployment {
  const pool = installation.spec.workers[queue];
  const component = `worker-${queue}`;
  const isVersioned = queue === 'sidetrack';
  const template = productPodTemplate(installation, {
    ...workerPod(installation, queue),
    component,
    resources: resourcesOf(pool.resources, LEAST[queue]),
    configHash: running.configHash,
    more: {
      ...(pool.nodeSelector === undefined ? {} : { nodeSelector: pool.nodeSelector }),
      ...(pool.tolerations === undefined ? {} : { tolerations: pool.tolerations.map(definedOnly) }),
    },
  });
  return productDeployment(installation, {
    component,
    template,
    replicas: running.replicas,
    ...(isVersioned ? { name: versionedWorkerName(installation, installation.version) } : {}),
  });
}

/** Name of the Deployment of one version of the workers of the queue `sidetrack`. */
export function versionedWorkerName(installation: Pick<Installation, 'childName'>, version: string): string {
  return installation.childName(`worker-sidetrack-${hash8(version)}`);
}

/** The version is a Temporal Worker Deployment's build id: workflows stay on the one they began with. */
export function buildIdOf(version: string): string {
  return version;
}

/** What every worker's pod has, whatever runs it (a Deployment, or a Job with a GPU). */
export function workerPod(installation: Installation, queue: WorkerQueue | 'extract-gpu'): WorkerPod {
  const seesAudio = queue === 'ingest' || queue === 'extract' || queue === 'extract-gpu';
  const usesModels = seesAudio && hasFetchedModels(installation);
  const env: V1EnvVar[] = productEnvironment(installation, 'worker');
  if (queue === 'sidetrack') env.push({ name: 'SIDETRACK_WORKER_BUILD_ID', value: buildIdOf(installation.version) });
  return {
    image: 'worker',
    command: ['node', '/app/activities/dist/worker-main.js', '--queues', queue],
    env,
    graceSeconds: 60,
    ports: [{ name: 'probes', port: PROBE_PORT }],
    probes: productProbes,
    init: usesModels ? modelsInit(installation) : [],
    volumes: [
      dataVolume,
      ...temporalTlsVolume(installation),
      ...(seesAudio ? audioVolume(installation) : []),
      ...(usesModels ? [modelsVolume(installation)] : []),
    ],
  };
}

export type WorkerPod = Pick<ProductPod, 'image' | 'command' | 'env' | 'graceSeconds' | 'ports' | 'probes' | 'init'> & {
  readonly volumes: readonly Mounted[];
};

/** The listeners' audio: read-only twice over, in the volume and in the mount. */
function audioVolume({ spec: { audio } }: Installation): Mounted[] {
  const mount = { mountPath: AUDIO_PATH, readOnly: true };
  if (audio?.nfs !== undefined) return [{ volume: { name: 'audio', nfs: { ...audio.nfs, readOnly: true } }, mount }];
  const claimName = audio?.persistentVolumeClaim?.claimName;
  if (claimName === undefined) return [];
  return [{ volume: { name: 'audio', persistentVolumeClaim: { claimName, readOnly: true } }, mount }];
}

/** The object without members that are undefined. */
export function definedOnly<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const LEAST: Record<WorkerQueue, { cpu: string; memory: string; memoryLimit: string }> = {
  sidetrack: { cpu: '100m', memory: '384Mi', memoryLimit: '1Gi' },
  ingest: { cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' },
  extract: { cpu: '500m', memory: '768Mi', memoryLimit: '2Gi' },
  aggregate: { cpu: '250m', memory: '512Mi', memoryLimit: '2Gi' },
};
