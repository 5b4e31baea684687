import type { V1Deployment, V1Job, V1Secret, V1StatefulSet } from '@kubernetes/client-node';
import type { Condition, SideTrack, SideTrackConditionType, SideTrackSpecInput } from '../api/index.ts';
import { createGpuScaler } from '../gpu/index.ts';
import type { InstallationApi, InstallationApis, WorkerVersions } from '../installation-api/index.ts';
import type { Controller, KubernetesObject, Ref } from '../runtime/index.ts';
import { silentLog } from '../runtime/test-tools.ts';
import { fakeCluster } from '../runtime/testing.ts';
import type { FakeCluster } from '../runtime/testing.ts';
import { createSideTrackController } from './controller.ts';

export const KEY = { namespace: 'home', name: 'music' };
/** When everything in a fake cluster was made. */
export const START = Date.UTC(2026, 0, 1);

/** A cluster in memory with one SideTrack, the controller, and what a kubelet, the controller-manager and the API would do, on demand. */
export interface World {
  readonly cluster: FakeCluster;
  /** Moved by `pass`. */
  now: number;
  versions: WorkerVersions;
  /** What the installation's API fails with, in place of its answers. */
  apiFails: Error | undefined;
  /** Build ids that were made current, in order. */
  readonly madeCurrent: string[];
  /** Whether a workload may become ready; all may unless a test says otherwise. */
  mayBeReady: (object: KubernetesObject) => boolean;
  /** Whether a Job fails instead. */
  fails: (job: V1Job) => string | undefined;
  owner(): SideTrack;
  change(spec: { [K in keyof SideTrackSpecInput]?: SideTrackSpecInput[K] | undefined }): void;
  condition(type: SideTrackConditionType): Condition | undefined;
  /** One reconcile; what the cluster refuses, it throws. */
  reconcile(): Promise<number>;
  /** The kubelet's and the controller-manager's part, for every workload. */
  progress(): void;
  /** Reconciles and makes ready in turns until nothing more is written. Gives the number of turns. */
  settle(): Promise<number>;
  deployment(name: string): V1Deployment | undefined;
  job(prefix: string): V1Job | undefined;
  /** Every object that the operator rendered, without what the API server stamps, by its name. */
  children(): Record<string, unknown>;
}

export interface WorldOptions {
  readonly spec?: Partial<SideTrackSpecInput>;
  readonly operatorVersion?: string;
  readonly kinds?: string[];
  readonly cluster?: FakeCluster;
}

export function createWorld(options: WorldOptions = {}): World {
  const cluster = options.cluster ?? withSecretsInBase64(fakeCluster({ kinds: options.kinds ?? [] }));
  const spec: SideTrackSpecInput = { database: { embedded: {} }, temporal: { embedded: {} }, ...options.spec };
  if (cluster.watched.sidetracks.get(KEY.namespace, KEY.name) === undefined) {
    cluster.put({
      apiVersion: 'sidetrack.network/v1alpha1',
      kind: 'SideTrack',
      metadata: { ...KEY },
      spec,
    } as KubernetesObject);
  }
  const world: World = {
    cluster,
    now: START,
    versions: { current: null, versions: [] },
    apiFails: undefined,
    madeCurrent: [],
    mayBeReady: () => true,
    fails: () => undefined,
    owner: () => cluster.watched.sidetracks.get(KEY.namespace, KEY.name) as unknown as SideTrack,
    change(changed) {
      const owner = world.owner();
      cluster.put({ ...owner, spec: { ...owner.spec, ...changed } } as KubernetesObject);
    },
    condition: (type) => world.owner().status?.conditions.find((one) => one.type === type),
    async reconcile() {
      const before = cluster.writes.length;
      await controller.reconcile(KEY, new AbortController().signal);
      return cluster.writes.length - before;
    },
    progress: () => progress(world),
    async settle() {
      for (let turn = 1; turn <= 60; turn += 1) {
        const changed = doings();
        await world.reconcile();
        world.progress();
        world.now += 1000;
        if (doings() === changed) return turn;
      }
      throw new Error(`It did not settle: ${cluster.writes.slice(-12).join(', ')}.`);
    },
    deployment: (name) => cluster.watched.children('Deployment').get(KEY.namespace, name) as V1Deployment | undefined,
    job: (prefix) => (cluster.all('Job') as V1Job[]).find(({ metadata }) => metadata?.name?.startsWith(prefix)),
    children: () => childrenOf(cluster),
  };
  const doings = () => cluster.writes.length + revision(cluster) + world.madeCurrent.length;
  const controller = controllerOf(world, options.operatorVersion ?? '1.0.0');
  return world;
}

/** Every write as the real one would be refused or observed: `watch` sees each object before it is applied. */
export function watchApplies(world: World, watch: (object: KubernetesObject) => void): void {
  const apply = world.cluster.apply.bind(world.cluster);
  world.cluster.apply = (object, owner) => {
    watch(object);
    return apply(object, owner);
  };
}

export const refTo = (kind: string, name: string, apiVersion = 'apps/v1'): Ref => ({
  ...{ apiVersion, kind, name },
  namespace: KEY.namespace,
});

function controllerOf(world: World, version: string): Controller {
  const apis: InstallationApis = { of: () => fakeApi(world) };
  const clock = () => new Date(world.now);
  const { cluster } = world;
  return createSideTrackController({
    ...{ cluster, watched: cluster.watched, clock, logger: silentLog, apis, operatorVersion: version },
    gpu: createGpuScaler({ cluster, watched: cluster.watched, apis, now: clock }),
    randomHex: (bytes) => 'ab'.repeat(bytes),
  });
}

/** Knows the versions whose workers poll; a version that is no longer current is drained when the test says so. */
function fakeApi(world: World): InstallationApi {
  const polling = () =>
    (world.cluster.all('Deployment') as V1Deployment[])
      .filter(
        ({ metadata, status }) =>
          /worker-sidetrack/u.test(metadata?.name ?? '') && (status?.availableReplicas ?? 0) > 0,
      )
      .map(({ spec }) => spec?.template.metadata?.labels?.['app.kubernetes.io/version'] ?? '');
  const api: Partial<InstallationApi> = {
    versions: () => {
      if (world.apiFails !== undefined) return Promise.reject(world.apiFails);
      const known = world.versions.versions;
      const fresh = polling().filter((buildId) => !known.some((one) => one.buildId === buildId));
      const versions = [...known, ...fresh.map((buildId) => ({ buildId, status: 'inactive' as const, pollers: 1 }))];
      world.versions = { ...world.versions, versions };
      return Promise.resolve(world.versions);
    },
    setCurrentVersion: (buildId) => {
      world.madeCurrent.push(buildId);
      const versions = world.versions.versions.map((one) =>
        one.buildId === buildId
          ? { ...one, status: 'current' as const }
          : { ...one, status: one.status === 'current' ? ('draining' as const) : one.status },
      );
      world.versions = { current: buildId, versions };
      return Promise.resolve();
    },
  };
  return api as InstallationApi;
}

/** The API server stores what `stringData` says under `data`. */
function withSecretsInBase64(cluster: FakeCluster): FakeCluster {
  const create = cluster.create.bind(cluster);
  cluster.create = (object) => {
    const { stringData = {}, ...rest } = object as V1Secret;
    const data = Object.fromEntries(
      Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    );
    return create((object.kind === 'Secret' ? { ...rest, data } : object) as KubernetesObject);
  };
  return cluster;
}

function progress(world: World): void {
  const { cluster } = world;
  for (const kind of ['Deployment', 'StatefulSet', 'Job']) {
    for (const object of [...cluster.all(kind)]) {
      if (!world.mayBeReady(object)) continue;
      const status = statusOf(world, object);
      cluster.put({ ...object, status } as KubernetesObject);
    }
  }
}

function statusOf(world: World, object: KubernetesObject): object {
  const observedGeneration = object.metadata?.generation;
  if (object.kind === 'Job') return jobStatus(world, object as V1Job);
  const replicas = (object as V1Deployment | V1StatefulSet).spec?.replicas ?? 1;
  const counts = { replicas, readyReplicas: replicas, updatedReplicas: replicas, availableReplicas: replicas };
  const conditions = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];
  return { observedGeneration, ...counts, ...(object.kind === 'Deployment' ? { conditions } : {}) };
}

function jobStatus(world: World, job: V1Job): object {
  const message = world.fails(job);
  if (message !== undefined)
    return { failed: 4, conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message }] };
  return { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] };
}

function revision(cluster: FakeCluster): number {
  const kinds = ['Deployment', 'StatefulSet', 'Job', 'SideTrack'];
  return Math.max(
    0,
    ...kinds.flatMap((kind) => cluster.all(kind).map(({ metadata }) => Number(metadata?.resourceVersion ?? 0))),
  );
}

function childrenOf(cluster: FakeCluster): Record<string, unknown> {
  const kinds = [
    ...[
      'Deployment',
      'StatefulSet',
      'Job',
      'CronJob',
      'Service',
      'ConfigMap',
      'ServiceAccount',
      'Ingress',
      'NetworkPolicy',
    ],
    ...['PodDisruptionBudget', 'PersistentVolumeClaim', 'Secret', 'ServiceMonitor', 'Cluster'],
  ];
  return comparable(
    kinds.flatMap((kind) => cluster.all(kind)),
    KEY.name,
  );
}

/** The objects as they were asked for, by kind and name: without what the API server and controllers write into them. */
export function comparable(objects: readonly KubernetesObject[], installation: string): Record<string, unknown> {
  const entries = objects.map((object): [string, unknown] => {
    const { name = '', labels, annotations, ownerReferences } = object.metadata ?? {};
    const owners = ownerReferences?.map((reference) => ({ ...reference, uid: '' }));
    const kept = Object.entries(annotations ?? {}).filter(([key]) => !STAMPED.has(key));
    const metadata = { name, labels, annotations: Object.fromEntries(kept), owners };
    const data = object.kind === 'Secret' ? { data: decoded((object as V1Secret).data) } : {};
    return [`${object.kind ?? ''} ${name}`, { ...object, ...data, metadata, status: undefined }];
  });
  const text = JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
  return JSON.parse(text.replaceAll(new RegExp(`\\b${installation}\\b`, 'gu'), 'NAME')) as Record<string, unknown>;
}

function decoded(data: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

const STAMPED = new Set([
  'sidetrack.network/rendered-hash',
  'deployment.kubernetes.io/revision',
  'batch.kubernetes.io/job-tracking',
]);
