import { API_VERSION } from '../api/index.ts';
import type { Condition, SideTrack, SideTrackConditionType, SideTrackSpecInput } from '../api/index.ts';
import { installCrds } from '../api/test-tools.ts';
import { createGpuScaler } from '../gpu/index.ts';
import { createInstallationApis } from '../installation-api/index.ts';
import type { FakeInstallationApi } from '../installation-api/test-tools.ts';
import { startFakeInstallationApi } from '../installation-api/test-tools.ts';
import { connect, eventually } from '../runtime/cluster-test-tools.ts';
import type { Direct } from '../runtime/cluster-test-tools.ts';
import { startOperator } from '../runtime/index.ts';
import type { Cluster, KubernetesObject, RunningOperator } from '../runtime/index.ts';
import { seededRandom, silentLog } from '../runtime/test-tools.ts';
import { startFakeKubelet } from './fake-kubelet-test-tools.ts';
import type { FakeKubelet } from './fake-kubelet-test-tools.ts';
import { sideTrackRegistration } from './index.ts';
import { comparable } from './test-tools.ts';

/** A namespace of the tests' API server with an operator that keeps SideTracks, a kubelet in small and the installations' API. */
export interface ClusterWorld {
  readonly direct: Direct;
  readonly kubelet: FakeKubelet;
  readonly api: FakeInstallationApi;
  make(name: string, spec?: Partial<SideTrackSpecInput>): Promise<void>;
  change(name: string, patch: object): Promise<void>;
  owner(name: string): Promise<SideTrack>;
  condition(name: string, type: SideTrackConditionType): Promise<Condition | undefined>;
  until(name: string, seconds: number, holds: (owner: SideTrack) => boolean): Promise<SideTrack>;
  ready(name: string, seconds?: number): Promise<SideTrack>;
  /** Every object of an installation as it was rendered, by its kind and its name without the installation's. */
  children(name: string): Promise<Record<string, unknown>>;
  /** The newest resourceVersion of each of its objects, the SideTrack and its Pods left out of it or not. */
  versions(name: string): Promise<Record<string, string>>;
  startOperator(options?: OperatorFaults): Promise<RunningOperator>;
  stop(): Promise<void>;
}

export interface OperatorFaults {
  /** Asked before each change that the operator makes; what it throws ends the reconcile as the operator's death would. */
  readonly beforeChange?: (what: { installation: string; verb: string; name: string }) => void;
}

export async function startClusterWorld(): Promise<ClusterWorld> {
  await installCrds();
  const direct = await connect();
  const { cluster, namespace } = direct;
  const api = await startFakeInstallationApi();
  const kubelet = startFakeKubelet(direct, api);
  const running: RunningOperator[] = [];
  const ref = (name: string) => ({ apiVersion: API_VERSION, kind: 'SideTrack', namespace, name });
  const owner = async (name: string) => (await cluster.get(ref(name))) as unknown as SideTrack;
  const world: ClusterWorld = {
    ...{ direct, kubelet, api, owner },
    async make(name, spec = {}) {
      const whole: SideTrackSpecInput = { database: { embedded: {} }, temporal: { embedded: {} }, ...spec };
      const object = { apiVersion: API_VERSION, kind: 'SideTrack', metadata: { name, namespace }, spec: whole };
      api.installation(namespace, name).serviceToken = TOKEN;
      await cluster.create(object);
    },
    async change(name, patch) {
      const resource = await direct.discovery.find(API_VERSION, 'SideTrack');
      const body = { spec: patch };
      await direct.rest.request({
        verb: 'patch',
        resource,
        namespace,
        name,
        body,
        contentType: 'application/merge-patch+json',
      });
    },
    condition: async (name, type) => (await owner(name)).status?.conditions.find((one) => one.type === type),
    until: (name, seconds, holds) =>
      eventually(seconds, `${name} is so`, async () => {
        const seen = await owner(name);
        return holds(seen) ? seen : undefined;
      }).catch(async (error: unknown) => {
        throw new Error(`${String(error)}: ${JSON.stringify((await owner(name)).status, null, 1)}`);
      }),
    ready: (name, seconds = 90) => world.until(name, seconds, isReady),
    children: async (name) => comparable(await childrenOf(direct, name), name),
    versions: async (name) => {
      const all = [...(await childrenOf(direct, name)), (await owner(name)) as unknown as KubernetesObject];
      return Object.fromEntries(
        all.map(({ kind, metadata }) => [`${kind ?? ''} ${metadata?.name ?? ''}`, metadata?.resourceVersion ?? '']),
      );
    },
    async startOperator(faults = {}) {
      const operator = await startOneOperator(direct, api, faults);
      running.push(operator);
      await operator.leading;
      return operator;
    },
    async stop() {
      await Promise.all(running.map((operator) => operator.stop()));
      await kubelet.stop();
      await api.stop();
      await direct.end();
    },
  };
  return world;
}

export const isReady = ({ status, metadata }: SideTrack): boolean =>
  status?.observedGeneration === metadata.generation &&
  status.conditions.some((one) => one.type === 'Ready' && one.status === 'True') &&
  status.conditions.some((one) => one.type === 'Progressing' && one.reason === 'Complete');

/** What every installation of these tests has as its service token, since their operator draws the same bytes each time. */
const TOKEN = 'ab'.repeat(32);

function startOneOperator(direct: Direct, api: FakeInstallationApi, faults: OperatorFaults): Promise<RunningOperator> {
  const clock = () => new Date();
  const { namespace, kubeConfig } = direct;
  return startOperator({
    ...{
      kubeConfig,
      namespace,
      watchNamespaces: [namespace],
      identity: `sidetracks-${String(performance.now())}`,
      clock,
    },
    ...{ host: '127.0.0.1', port: 0, random: seededRandom(1), log: silentLog },
    optionalApiVersions: ['monitoring.coreos.com/v1', 'postgresql.cnpg.io/v1'],
    controllers: ({ cluster: door, watched }) => {
      const cluster = faults.beforeChange === undefined ? door : faulty(door, faults.beforeChange);
      const apis = createInstallationApis({ cluster, urlTemplate: api.urlTemplate, now: clock });
      const registration = sideTrackRegistration({
        ...{ cluster, watched, apis, clock, logger: silentLog, operatorVersion: '1.0.0' },
        gpu: createGpuScaler({ cluster, watched, apis, now: clock }),
        randomHex: (bytes) => 'ab'.repeat(bytes),
      });
      return [registration];
    },
  });
}

/** The door with somebody at it who may slam it shut. */
function faulty(door: Cluster, ask: NonNullable<OperatorFaults['beforeChange']>): Cluster {
  const before = (verb: string, object: KubernetesObject, owner?: KubernetesObject) => {
    const name = object.metadata?.name ?? '';
    const installation = owner?.metadata?.name ?? object.metadata?.labels?.['app.kubernetes.io/instance'] ?? name;
    ask({ installation, verb, name: `${object.kind ?? ''} ${name}` });
  };
  return {
    get: (ref) => door.get(ref),
    has: (apiVersion, kind) => door.has(apiVersion, kind),
    record: (regarding, text) => door.record(regarding, text),
    patchMetadata: (ref, change) => door.patchMetadata(ref, change),
    async create(object) {
      before('create', object);
      return door.create(object);
    },
    async apply(object, owner) {
      before('apply', object, owner);
      return door.apply(object, owner);
    },
    async delete(ref, options) {
      before('delete', { kind: ref.kind, metadata: { name: ref.name } });
      return door.delete(ref, options);
    },
    async patchStatus(object, status) {
      before('status', object);
      return door.patchStatus(object, status);
    },
  };
}

/** Every kind that an installation is made of; pods and replica sets are the cluster's. */
const kinds: readonly [apiVersion: string, kind: string][] = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['v1', 'ServiceAccount'],
  ['v1', 'Secret'],
  ['v1', 'PersistentVolumeClaim'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
];

async function childrenOf(direct: Direct, name: string): Promise<KubernetesObject[]> {
  const lists = await Promise.all(
    kinds.map(async ([apiVersion, kind]) =>
      (await direct.list(apiVersion, kind)).map((object) => ({ ...object, apiVersion, kind })),
    ),
  );
  return lists.flat().filter(({ metadata }) => metadata?.labels?.['app.kubernetes.io/instance'] === name);
}
