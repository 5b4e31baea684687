import type { V1Deployment, V1Pod } from '@kubernetes/client-node';
import type { FakeInstallation, FakeInstallationApi } from '../installation-api/test-tools.ts';
import type { Direct } from '../runtime/cluster-test-tools.ts';
import { ApiError } from '../runtime/index.ts';
import type { KubernetesObject } from '../runtime/index.ts';

import { versionOf } from './health/workload.ts';

/**
 * What a node's kubelet tells the API server of pods, without a node: pods of Jobs end, others become ready. The real controller-manager
 * makes the pods and counts them.
 */
export interface FakeKubelet {
  /** The status of a pod, or undefined to leave it as it is; `usual` makes it succeed. */
  say: (pod: V1Pod, usual: object) => object | undefined;
  stop(): Promise<void>;
}

export function startFakeKubelet(direct: Direct, api: FakeInstallationApi): FakeKubelet {
  const stopping = new AbortController();
  const kubelet: FakeKubelet = {
    say: (_, usual) => usual,
    async stop() {
      stopping.abort();
      await running;
    },
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await look(direct, api, kubelet).catch(ignoreGone);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();
  return kubelet;
}

/** What a pod that never ran says of its image. */
export function cannotPull(pod: V1Pod): object {
  const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
  return {
    phase: 'Pending',
    containerStatuses: (pod.spec?.containers ?? []).map(({ name, image }) => ({
      ...{ name, image, imageID: '', ready: false, restartCount: 0 },
      state: { waiting },
    })),
  };
}

/** What a pod says that ended with a message. */
export function failed(pod: V1Pod, message: string): object {
  const terminated = { exitCode: 1, reason: 'Error', message, startedAt: NOW, finishedAt: NOW };
  return {
    phase: 'Failed',
    containerStatuses: (pod.spec?.containers ?? []).map(({ name, image }) => ({
      ...{ name, image, imageID: '', ready: false, restartCount: 0 },
      state: { terminated },
    })),
  };
}

const NOW = '2026-11-22T12:00:00Z';

async function look(direct: Direct, api: FakeInstallationApi, kubelet: FakeKubelet): Promise<void> {
  const pods = (await list(direct, 'v1', 'Pod', { fieldSelector: 'status.phase=Pending' })) as V1Pod[];
  for (const pod of pods.filter(
    ({ status, metadata }) => status?.phase === 'Pending' && metadata?.deletionTimestamp === undefined,
  )) {
    const isOfJob = pod.metadata?.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
    const status = kubelet.say(pod, isOfJob ? ended(pod) : ready(pod));
    if (status === undefined) continue;
    const object = { ...pod, apiVersion: 'v1', kind: 'Pod' } as unknown as KubernetesObject;
    await direct.cluster.patchStatus(object, { ...pod.status, ...status }).catch(ignoreGone);
  }
  await tellVersions(direct, api);
}

/** A pod that was deleted meanwhile, or changed: it is looked at again. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof ApiError && (error.isConflict || error.code === 404))) throw error;
}

function ended(pod: V1Pod): object {
  return { ...failed(pod, ''), phase: 'Succeeded', containerStatuses: [] };
}

function ready(pod: V1Pod): object {
  const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
    ...{ type, status: 'True', lastTransitionTime: NOW },
  }));
  const containerStatuses = (pod.spec?.containers ?? []).map(({ name, image }) => ({
    ...{ name, image, imageID: 'sha256:0', ready: true, started: true, restartCount: 0 },
    state: { running: { startedAt: NOW } },
  }));
  return { phase: 'Running', startTime: NOW, conditions, containerStatuses };
}

/** The API knows the versions whose workers poll; one that was current and no longer is still has runs of its own. */
async function tellVersions(direct: Direct, api: FakeInstallationApi): Promise<void> {
  const labelSelector = 'app.kubernetes.io/component=worker-sidetrack';
  const deployments = (await list(direct, 'apps/v1', 'Deployment', { labelSelector })) as V1Deployment[];
  const workers = deployments.filter(({ status }) => (status?.availableReplicas ?? 0) > 0);
  for (const worker of workers) {
    const installation = api.installation(
      direct.namespace,
      worker.metadata?.labels?.['app.kubernetes.io/instance'] ?? '',
    );
    const { current, versions: known } = installation.versions;
    const isNew = known.every((one) => one.buildId !== versionOf(worker));
    const all = isNew ? [...known, { buildId: versionOf(worker), status: 'inactive' as const, pollers: 1 }] : known;
    installation.versions = { current, versions: all.map((one) => ({ ...one, status: statusOf(one, current) })) };
  }
}

async function list(
  direct: Direct,
  apiVersion: string,
  kind: string,
  query: Record<string, string>,
): Promise<object[]> {
  const resource = await direct.discovery.find(apiVersion, kind);
  const { body } = await direct.rest.request({ verb: 'list', resource, namespace: direct.namespace, query });
  return (body as { items: object[] }).items;
}

type Version = FakeInstallation['versions']['versions'][number];

function statusOf({ buildId, status }: Version, current: string | null): Version['status'] {
  if (buildId === current) return 'current';
  return status === 'current' ? 'draining' : status;
}
