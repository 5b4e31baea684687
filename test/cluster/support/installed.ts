import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { waitUntil } from '../../e2e/support/installation.ts';
import { conditionOf, type Cluster } from './cluster.ts';

const root = join(import.meta.dirname, '../../..');
const registry = 'localhost/sidetrack';
const thirdParty = (name: string): string => `${registry}/${name}:test`;

/** Makes a namespace that admits only pods of the `restricted` level. */
export async function restrictedNamespace(cluster: Cluster, name: string): Promise<void> {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]);
}

export interface OperatorWanted {
  readonly namespace: string;
  readonly tag?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Installs or upgrades the chart. */
export async function installOperator(cluster: Cluster, wanted: OperatorWanted): Promise<void> {
  await restrictedNamespace(cluster, wanted.namespace);
  const values = { image: { registry, tag: wanted.tag ?? 'test', pullPolicy: 'Never' }, ...wanted.values };
  await cluster.helm([
    ...['upgrade', '--install', 'sidetrack', join(root, 'charts/sidetrack'), '--namespace', wanted.namespace],
    ...['--wait', '--timeout', '3m'],
    ...Object.entries(values).flatMap(([key, value]) => ['--set-json', `${key}=${JSON.stringify(value)}`]),
  ]);
}

export interface SampleWanted {
  readonly namespace: string;
  readonly name: string;
  readonly tag?: string;
  /** Where the fakes of the outside services answer. */
  readonly fakesHost: string;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/**
 * The sample for a laptop with what a test must say beside it: images that are loaded already, the fakes as the outside services,
 * little of everything, since the node has two cores.
 */
export function sampleInstallation({ namespace, name, tag = 'test', fakesHost, spec }: SampleWanted): object {
  const sample = parse(readFileSync(join(root, 'k8s/samples/laptop.yaml'), 'utf8')) as { spec: Json };
  const small = { resources: { requests: { cpu: '20m', memory: '64Mi' } } };
  const changes: Json = {
    image: { registry, tag, pullPolicy: 'Never' },
    // Of the class whose volumes are small enough to be filled.
    database: { embedded: { image: thirdParty('postgres'), storage: '400Mi', storageClassName: 'small', ...small } },
    cache: { enabled: true, image: thirdParty('redis'), ...small },
    temporal: {
      embedded: {
        images: { server: thirdParty('temporal'), tools: thirdParty('temporal'), ui: thirdParty('temporal') },
        ...small,
      },
    },
    api: small,
    site: small,
    workers: { sidetrack: small, ingest: small, extract: small, aggregate: small },
    audio: { persistentVolumeClaim: { claimName: 'music' } },
    services: {
      listenbrainzUrl: `http://${fakesHost}:8101`,
      musicbrainzUrl: `http://${fakesHost}:8102`,
      lastfmUrl: `http://${fakesHost}:8103/2.0/`,
      lastfmSecretName: 'lastfm',
    },
    backup: { schedule: '0 3 * * *' },
  };
  const metadata = { name, namespace };
  return { ...sample, metadata, spec: merge(merge(sample.spec, changes), spec ?? {}) };
}

/** What stands beside the installation: the music that somebody mounted, and the application's key for Last.fm. */
export function besides(namespace: string, volume: string): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'music', namespace },
      spec: {
        accessModes: ['ReadWriteMany'],
        storageClassName: 'local',
        volumeName: volume,
        resources: { requests: { storage: '1Gi' } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'lastfm', namespace },
      stringData: { apiKey: 'key', apiSecret: 'secret' },
    },
  ];
}

/** Waits until a condition of an object is True. */
export async function untilCondition(
  cluster: Cluster,
  object: { kind: string; name: string; namespace: string },
  { type = 'Ready', seconds }: { type?: string; seconds: number },
): Promise<void> {
  let last = '';
  await waitUntil(
    async () => {
      const live = await cluster.get(object.kind, object.name, object.namespace);
      const { status, reason, message } = conditionOf(live, type);
      last = `${status} ${reason}: ${message}`;
      return status === 'True';
    },
    { seconds, what: () => `${object.kind} ${object.name} to be ${type}; it is ${last}`, everyMs: 500 },
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await cluster.describe(object.namespace)}`);
  });
}

type Json = { [key: string]: unknown };

function merge(base: Json, changes: Json): Json {
  const merged = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
