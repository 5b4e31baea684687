import type { V1Job, V1PodSpec } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { hash8 } from '../sidetrack/installation.ts';
import { resourcesOf } from './pod-defaults.ts';
import { productPodTemplate } from './product-pod.ts';
import { definedOnly, workerPod } from './worker.ts';

export const GPU_COMPONENT = 'worker-extract-gpu';

/** On a GPU Job: hash of what it was made from, which tells a Job of an older spec. */
export const TEMPLATE_ANNOTATION = 'sidetrack.network/template-hash';

/**
 * One Job of one pod with one GPU, which takes batches until none is left for `idleSeconds`, and ends. A pod on a lost or drained node is
 * replaced at once: that is why there is no podFailurePolicy, with which Kubernetes waits for the old pod's end, which a lost node never
 * reports. With a queue of Kueue the Job carries its label, and Kueue's webhook suspends and admits it.
 */
export function extractGpuJob(installation: Installation, number: number): V1Job {
  const { kueueQueue } = installation.spec.workers.extractGpu;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: installation.childName(`extract-gpu-${number}`),
      namespace: installation.namespace,
      labels: {
        ...installation.labels(GPU_COMPONENT),
        ...(kueueQueue === undefined ? {} : { [KUEUE_QUEUE_LABEL]: kueueQueue }),
      },
      annotations: { [TEMPLATE_ANNOTATION]: extractGpuHash(installation) },
    },
    spec: jobSpec(installation),
  };
}

/** What {@link TEMPLATE_ANNOTATION} says of a Job that is made now. */
export function extractGpuHash(installation: Installation): string {
  return hash8(JSON.stringify([installation.spec.workers.extractGpu.kueueQueue, jobSpec(installation)]));
}

const KUEUE_QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';

function jobSpec(installation: Installation): NonNullable<V1Job['spec']> {
  const gpu = installation.spec.workers.extractGpu;
  const pod = workerPod(installation, 'extract-gpu');
  const resources = resourcesOf(gpu.resources, LEAST);
  const template = productPodTemplate(installation, {
    ...pod,
    component: GPU_COMPONENT,
    command: [...pod.command, '--drain', '--idle-seconds', String(gpu.idleSeconds)],
    graceSeconds: GRACE_SECONDS,
    resources: { ...resources, limits: { ...resources.limits, [gpu.resourceName]: '1' } },
    more: {
      restartPolicy: 'Never',
      ...(gpu.nodeSelector === undefined ? {} : { nodeSelector: gpu.nodeSelector }),
      ...(gpu.runtimeClassName === undefined ? {} : { runtimeClassName: gpu.runtimeClassName }),
      tolerations: [...(gpu.tolerations ?? []).map(definedOnly), ...leavesLostNodes(gpu.tolerations ?? [])],
    },
  });
  return {
    completions: 1,
    parallelism: 1,
    backoffLimit: MAX_FAILURES,
    podReplacementPolicy: 'TerminatingOrFailed',
    ttlSecondsAfterFinished: KEPT_SECONDS,
    template,
  };
}

/** Kubernetes leaves a pod on a node that does not answer for 5 minutes unless told otherwise. A toleration of the spec's own wins. */
function leavesLostNodes(given: readonly { key?: string | undefined }[]): NonNullable<V1PodSpec['tolerations']> {
  return ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready']
    .filter((key) => !given.some((one) => one.key === key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: LOST_NODE_SECONDS }));
}

const LEAST = { cpu: '500m', memory: '1Gi', memoryLimit: '4Gi' };
const LOST_NODE_SECONDS = 30;
/** A drained pod hands its batch back within this time. */
const GRACE_SECONDS = 60;
/** Lost and drained pods count here too, so a few must be borne. */
const MAX_FAILURES = 6;
/** How long an ended Job can be read: its logs, and whether it did anything. */
const KEPT_SECONDS = 900;
