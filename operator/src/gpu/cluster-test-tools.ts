import type { V1Job, V1Pod } from '@kubernetes/client-node';
import type { SideTrack, SideTrackSpecInput } from '../api/index.ts';
import { API_VERSION, parseSideTrackSpec } from '../api/index.ts';
import { installCrds } from '../api/test-tools.ts';
import { createInstallationApis } from '../installation-api/index.ts';
import type { FakeInstallation } from '../installation-api/test-tools.ts';
import { startFakeInstallationApi, workWith } from '../installation-api/test-tools.ts';
import { GPU_COMPONENT } from '../resources/extract-gpu-job.ts';
import { serviceAccounts } from '../resources/service-accounts.ts';
import type { Direct } from '../runtime/cluster-test-tools.ts';
import { connect } from '../runtime/cluster-test-tools.ts';
import type { Cluster, KubernetesObject, Watched } from '../runtime/index.ts';
import { ownedBy, startOperator } from '../runtime/index.ts';
import type { Installation, Neighbours } from '../sidetrack/installation.ts';
import { installationOf } from '../sidetrack/installation.ts';
import type { GpuOutcome } from './index.ts';
import { createGpuScaler } from './index.ts';

/** An operator that does nothing but keep the GPU Jobs of one installation, in a namespace where pods are restricted. */
export interface GpuWorld {
  readonly direct: Direct;
  readonly fake: FakeInstallation;
  jobs(): V1Job[];
  pods(): V1Pod[];
  /** What the status of the SideTrack would say; undefined before the first look. */
  outcome(): GpuOutcome | undefined;
  /** Names of the Jobs that the operator deleted. */
  readonly deleted: readonly string[];
  stop(): Promise<void>;
}

export type GpuInput = NonNullable<NonNullable<SideTrackSpecInput['workers']>['extractGpu']>;

export async function startGpuWorld(extractGpu: GpuInput, options: { hasKueue?: boolean } = {}): Promise<GpuWorld> {
  await installCrds();
  const direct = await connect();
  const { namespace, cluster } = direct;
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  const server = await startFakeInstallationApi();
  const fake = server.installation(namespace, 'home');
  fake.work = workWith(0);
  const data = { serviceToken: Buffer.from(fake.serviceToken).toString('base64') };
  const credentials = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name: 'home-credentials' }, data };
  await cluster.create(credentials);
  const spec: SideTrackSpecInput = { database: { embedded: {} }, temporal: { embedded: {} }, workers: { extractGpu } };
  const metadata = { namespace, name: 'home' };
  await cluster.create({ apiVersion: API_VERSION, kind: 'SideTrack', metadata, spec } as KubernetesObject);
  const owner = (await cluster.get<KubernetesObject>({ apiVersion: API_VERSION, kind: 'SideTrack', ...metadata }))!;
  const installation = contextOf(owner, options.hasKueue ?? false);
  for (const account of serviceAccounts(installation)) await cluster.create(ownedBy(account, owner));

  const deleted: string[] = [];
  let outcome: GpuOutcome | undefined;
  let seen: Watched | undefined;
  const operator = await startOperator({
    ...{ kubeConfig: direct.kubeConfig, namespace, watchNamespaces: [namespace], identity: 'gpu' },
    ...{ host: '127.0.0.1', port: 0, clock: () => new Date(), random: Math.random, log: silent },
    controllers: ({ cluster: door, watched }) => {
      seen = watched;
      const now = () => new Date();
      const apis = createInstallationApis({ cluster: door, urlTemplate: server.urlTemplate, now });
      const scaler = createGpuScaler({ cluster: noting(door, deleted), watched, apis, now });
      return [
        {
          controller: {
            name: 'gpu',
            concurrency: 1,
            async reconcile(_, signal) {
              outcome = await scaler.scale(installation, signal);
              return { requeueAfterSeconds: Math.min(2, outcome.requeueAfterSeconds) };
            },
          },
          keysOf: ({ kind }) => (kind === 'SideTrack' || kind === 'Job' || kind === 'Pod' ? [metadata] : []),
        },
      ];
    },
  });
  await operator.leading;
  const children = <T>(kind: 'Job' | 'Pod') =>
    (seen?.children(kind).list(namespace, installation.selector(GPU_COMPONENT)) ?? []) as T[];
  return {
    direct,
    fake,
    deleted,
    jobs: () => children<V1Job>('Job'),
    pods: () => children<V1Pod>('Pod'),
    outcome: () => outcome,
    async stop() {
      await operator.stop();
      await server.stop();
      await direct.end();
    },
  };
}

function contextOf(object: KubernetesObject, kueue: boolean): Installation {
  const owner = object as SideTrack;
  const has: Neighbours = { cnpg: false, serviceMonitor: false, certManager: false, kueue };
  return installationOf(owner, parseSideTrackSpec(owner.spec), { version: '0.2.0', operatorVersion: '0.2.0', has });
}

function noting(door: Cluster, deleted: string[]): Pick<Cluster, 'create' | 'delete' | 'record'> {
  return {
    create: (object) => door.create(object),
    record: (regarding, text) => {
      door.record(regarding, text);
    },
    delete: (ref, options) => {
      deleted.push(ref.name);
      return door.delete(ref, options);
    },
  };
}

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
