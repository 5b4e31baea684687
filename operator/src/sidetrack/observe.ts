import type { V1Secret } from '@kubernetes/client-node';
import type { SideTrack, SideTrackSpec } from '../api/index.ts';
import { InstallationApiError, UnreachableError, describeApiError } from '../installation-api/index.ts';
import type { InstallationApi } from '../installation-api/index.ts';
import { databaseEndpoint } from '../resources/database.ts';
import { childKinds, childVersions } from '../runtime/index.ts';
import type { ChildKind, Cluster, KubernetesObject, Watched } from '../runtime/index.ts';
import { ownSecretNames } from './phases/credentials.ts';
import { installationOf } from './installation.ts';
import type { Installation, Neighbours } from './installation.ts';
import type { Children, Observed, SecretSeen, VersionsSeen } from './observed.ts';
import { secretNeeds } from './secret-needs.ts';

/** Where the observations come from. */
export interface Eyes {
  readonly cluster: Pick<Cluster, 'get' | 'has'>;
  readonly watched: Pick<Watched, 'children'>;
  readonly api: Pick<InstallationApi, 'versions'>;
  readonly now: Date;
  readonly operatorVersion: string;
}

/** Looks at one SideTrack's world: its children as they are watched, the Secrets that it names, what its API says. */
export async function observe(
  eyes: Eyes,
  owner: SideTrack,
  spec: SideTrackSpec,
  signal: AbortSignal,
): Promise<Observed> {
  const { cluster, watched, now, operatorVersion } = eyes;
  const has = neighbours(cluster);
  const installation = installationOf(owner, spec, { version: '', operatorVersion, has });
  const children = childrenOf(watched, installation);
  const secrets = await readSecrets(cluster, installation);
  return {
    ...{ now, owner, spec, operatorVersion, has, children },
    secrets: new Map([...secrets].map(([name, secret]) => [name, secret === null ? null : seen(secret)])),
    externalDatabase: externalDatabase(installation, secrets),
    externalPorts: externalPorts(installation, secrets),
    cnpg: has.cnpg && spec.database.cnpg !== undefined ? await cluster.get(cnpgRef(installation)) : null,
    monitor: has.serviceMonitor && !spec.monitoring.enabled ? await cluster.get(monitorRef(installation)) : null,
    versions: isApiUp(children, installation) ? await askVersions(eyes.api, signal) : null,
  };
}

function neighbours(cluster: Pick<Cluster, 'has'>): Neighbours {
  return {
    cnpg: cluster.has('postgresql.cnpg.io/v1', 'Cluster'),
    serviceMonitor: cluster.has('monitoring.coreos.com/v1', 'ServiceMonitor'),
    kueue: cluster.has('kueue.x-k8s.io/v1beta1', 'LocalQueue'),
    certManager: cluster.has('cert-manager.io/v1', 'Certificate'),
  };
}

function childrenOf(watched: Pick<Watched, 'children'>, { namespace, name }: Installation): Children {
  const labels = { 'app.kubernetes.io/name': 'sidetrack', 'app.kubernetes.io/instance': name };
  const list = <T>(kind: ChildKind): T[] =>
    watched
      .children(kind)
      .list(namespace, labels)
      .map((object) => ({ ...object, apiVersion: childVersions[kind], kind }))
      .toSorted((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1)) as T[];
  return {
    deployments: list('Deployment'),
    statefulSets: list('StatefulSet'),
    jobs: list('Job'),
    cronJobs: list('CronJob'),
    pods: list('Pod'),
    claims: list('PersistentVolumeClaim'),
    others: childKinds.filter((kind) => !SEEN_BY_NAME.has(kind)).flatMap((kind) => list<KubernetesObject>(kind)),
  };
}

async function readSecrets(
  cluster: Pick<Cluster, 'get'>,
  installation: Installation,
): Promise<Map<string, V1Secret | null>> {
  const { credentials, cnpgOwner } = ownSecretNames({ installation });
  const names = new Set([credentials, ...secretNeeds(installation.spec).map(({ name }) => name)]);
  if (installation.spec.database.cnpg !== undefined) names.add(cnpgOwner);
  const { namespace } = installation;
  const read = async (name: string) =>
    [name, await cluster.get<V1Secret>({ apiVersion: 'v1', kind: 'Secret', namespace, name })] as const;
  return new Map(await Promise.all([...names].map(read)));
}

function seen({ metadata, data }: V1Secret): SecretSeen {
  const filled = Object.entries(data ?? {}).filter(([, value]) => value !== '');
  return {
    keys: filled.map(([key]) => key).sort(),
    version: `${metadata?.uid ?? ''}/${metadata?.resourceVersion ?? ''}`,
  };
}

function externalDatabase(
  installation: Installation,
  secrets: ReadonlyMap<string, V1Secret | null>,
): Observed['externalDatabase'] {
  const name = installation.spec.database.external?.secretName;
  const ownerUrl = name === undefined ? undefined : decoded(secrets.get(name), 'ownerUrl');
  if (name === undefined || ownerUrl === undefined) return null;
  try {
    return { endpoint: databaseEndpoint(installation, ownerUrl) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Ports that the network policies open toward servers that others run. */
function externalPorts(
  { spec }: Installation,
  secrets: ReadonlyMap<string, V1Secret | null>,
): Observed['externalPorts'] {
  const portAt = (name: string | undefined, key: string): number | undefined => {
    const url = name === undefined ? undefined : decoded(secrets.get(name), key);
    const port = url !== undefined && URL.canParse(url) ? new URL(url).port : '';
    return port === '' ? undefined : Number(port);
  };
  const database = portAt(spec.database.external?.secretName, 'url');
  const cache = portAt(spec.cache.external?.secretName, 'url');
  return { ...(database === undefined ? {} : { database }), ...(cache === undefined ? {} : { cache }) };
}

function decoded(secret: V1Secret | null | undefined, key: string): string | undefined {
  const value = secret?.data?.[key];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}

function isApiUp({ deployments }: Children, installation: Installation): boolean {
  const api = deployments.find(({ metadata }) => metadata?.name === installation.childName('api'));
  return (api?.status?.availableReplicas ?? 0) > 0;
}

async function askVersions(api: Eyes['api'], signal: AbortSignal): Promise<VersionsSeen> {
  try {
    return { answered: true, versions: await api.versions(signal) };
  } catch (error) {
    if (!(error instanceof InstallationApiError)) throw error;
    return { answered: false, reached: !(error instanceof UnreachableError), why: describeApiError(error) };
  }
}

function cnpgRef({ namespace, childName }: Installation) {
  return { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', namespace, name: childName('postgres') };
}

function monitorRef({ namespace, childName }: Installation) {
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', namespace, name: childName('metrics') };
}

const SEEN_BY_NAME: ReadonlySet<ChildKind> = new Set([
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'Pod',
  'PersistentVolumeClaim',
]);
