import type { SideTrack, Tenant } from '../api/index.ts';
import { API_VERSION } from '../api/index.ts';
import { installCrds } from '../api/test-tools.ts';
import { createInstallationApis } from '../installation-api/index.ts';
import type { FakeInstallation } from '../installation-api/test-tools.ts';
import { startFakeInstallationApi } from '../installation-api/test-tools.ts';
import type { Direct } from '../runtime/cluster-test-tools.ts';
import { connect, eventually } from '../runtime/cluster-test-tools.ts';
import type { KubernetesObject, Watched } from '../runtime/index.ts';
import { startOperator } from '../runtime/index.ts';
import { createTenantController } from './index.ts';

/** An operator that keeps Tenants, on the API server of the tests, beside one installation behind the fake API. */
export interface TenantWorld {
  readonly direct: Direct;
  readonly installation: FakeInstallation;
  /** Requests that the installation answered so far. */
  readonly requests: readonly string[];
  /** Makes `t0` to `t<count - 1>`, each with an account at ListenBrainz whose token lies in a Secret. */
  makeTenants(count: number): Promise<void>;
  /** Deletes them all. */
  deleteTenants(): Promise<void>;
  /** The Tenants as the operator sees them. */
  tenants(): Tenant[];
  allReady(count: number, seconds: number): Promise<void>;
  /** What the operator wrote so far, as `<verb> <resource>` with its number; the Lease of its leadership left out. */
  writes(): Promise<Record<string, number>>;
  /** The product goes on meanwhile: each listener is read again and has 5,000 listens, or three more than before. */
  letTimePass(at: Date): void;
  stop(): Promise<void>;
}

export async function startTenantWorld(options: { lookEverySeconds?: number } = {}): Promise<TenantWorld> {
  await installCrds();
  const direct = await connect();
  const { namespace, cluster } = direct;
  const server = await startFakeInstallationApi();
  const installation = server.installation(namespace, 'sidetrack');
  await cluster.create(secret(namespace, 'sidetrack-credentials', { serviceToken: 'service-token' }));
  await cluster.create(secret(namespace, 'listenbrainz', { token: 'a-token' }));
  await cluster.create(sideTrack(namespace));
  let seen: Watched | undefined;
  let requestsMade: () => Promise<Made> = () => Promise.resolve({ values: [] });
  const operator = await startOperator({
    ...{ kubeConfig: direct.kubeConfig, namespace, watchNamespaces: [namespace], identity: 'tenants' },
    ...{ host: '127.0.0.1', port: 0, clock: () => new Date(), random: Math.random, log: silent },
    controllers: ({ cluster: door, watched, metrics }) => {
      seen = watched;
      requestsMade = () => metrics.requests.get();
      const now = () => new Date();
      const apis = createInstallationApis({ cluster: door, urlTemplate: server.urlTemplate, now });
      return [createTenantController({ cluster: door, watched, apis, now, random: Math.random, ...options })];
    },
  });
  await operator.leading;
  const tenants = () => (seen?.tenants.list(namespace) ?? []) as Tenant[];
  return {
    direct,
    installation,
    requests: server.requests,
    tenants,
    makeTenants: (count) => makeTenants(direct, count),
    deleteTenants: () =>
      inLanes(tenants(), async ({ apiVersion, kind, metadata: { name } }) => {
        await cluster.delete({ apiVersion, kind, namespace, name });
      }),
    async allReady(count, seconds) {
      await eventually(
        seconds,
        `${count} Tenants are Ready`,
        () => tenants().filter(isReady).length === count || undefined,
      );
    },
    writes: async () => writesOf(await requestsMade()),
    letTimePass(at) {
      for (const tenant of installation.tenants.values()) {
        const { listens } = tenant.state;
        tenant.state = { ...tenant.state, listens: listens === 0 ? 5000 : listens + 3, lastSyncedAt: at.toISOString() };
      }
    },
    async stop() {
      await operator.stop();
      await server.stop();
      await direct.end();
    },
  };
}

export function isReady({ status }: Tenant): boolean {
  return status?.conditions.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
}

interface Made {
  readonly values: readonly {
    readonly value: number;
    readonly labels: Partial<Record<'verb' | 'resource' | 'code', string | number>>;
  }[];
}

function writesOf({ values }: Made): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { labels, value } of values) {
    if (labels.verb === 'get' || labels.verb === 'list' || labels.resource === 'leases') continue;
    const name = `${labels.verb ?? ''} ${labels.resource ?? ''}`;
    counts[name] = (counts[name] ?? 0) + value;
  }
  return counts;
}

async function makeTenants({ cluster, namespace }: Direct, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `t${index}`);
  await inLanes(names, async (name) => {
    const spec = { listenbrainz: { user: name, tokenSecretName: 'listenbrainz' }, deletionPolicy: 'Purge' };
    const metadata = { namespace, name };
    await cluster.create({ apiVersion: API_VERSION, kind: 'Tenant', metadata, spec } as KubernetesObject);
  });
}

/** A few at a time, as people's tools do it. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 20 }, lane));
}

function sideTrack(namespace: string): KubernetesObject {
  const spec: SideTrack['spec'] = { database: { embedded: {} }, temporal: { embedded: {} } };
  return {
    apiVersion: API_VERSION,
    kind: 'SideTrack',
    metadata: { namespace, name: 'sidetrack' },
    spec,
  } as KubernetesObject;
}

function secret(namespace: string, name: string, values: Record<string, string>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData: values } as KubernetesObject;
}

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
