import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { DATABASE, OWNER_ROLE } from './database.ts';
import { metadata } from './metadata.ts';

/** The part of `postgresql.cnpg.io/v1` Cluster that SideTrack uses (CloudNativePG 1.27). */
export interface CnpgCluster extends KubernetesObject {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Cluster';
  spec: {
    instances: number;
    imageName?: string;
    storage: { size: string; storageClass?: string };
    bootstrap: { initdb: Record<string, unknown> };
    enableSuperuserAccess: boolean;
    enablePDB: boolean;
    inheritedMetadata: { labels: Record<string, string> };
    postgresql: { parameters: Record<string, string> };
    monitoring?: { enablePodMonitor: boolean };
  };
}

/**
 * A Cluster for CloudNativePG to run: database and owner `sidetrack`, who may make the roles of the application and of Temporal as the owner
 * of an embedded database may. Null where the database is another.
 */
export function cnpgCluster(installation: Installation, awake: boolean): CnpgCluster | null {
  const { cnpg } = installation.spec.database;
  if (cnpg === undefined) return null;
  const { storage, storageClassName } = cnpg;
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      ...metadata(installation, 'postgres'),
      annotations: { 'cnpg.io/hibernation': awake ? 'off' : 'on' },
    },
    spec: {
      instances: cnpg.instances,
      ...(cnpg.imageName === undefined ? {} : { imageName: cnpg.imageName }),
      storage: { size: storage, ...(storageClassName === undefined ? {} : { storageClass: storageClassName }) },
      bootstrap: { initdb: firstStart(installation) },
      enableSuperuserAccess: false,
      // One instance is drained with its node: a budget of zero would keep the node from it.
      enablePDB: cnpg.instances > 1,
      inheritedMetadata: { labels: { 'app.kubernetes.io/part-of': 'sidetrack' } },
      postgresql: { parameters: { max_connections: '300' } },
      ...(installation.spec.monitoring.enabled && installation.has.serviceMonitor
        ? { monitoring: { enablePodMonitor: true } }
        : {}),
    },
  };
}

/** The owner's name and password in the form that CloudNativePG reads; null where the database is another. Created with the credentials. */
export function cnpgOwnerSecret(installation: Installation, postgresPassword: string): V1Secret | null {
  if (installation.spec.database.cnpg === undefined) return null;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(installation, 'credentials', ownerSecretName(installation)),
    type: 'kubernetes.io/basic-auth',
    stringData: { username: OWNER_ROLE, password: postgresPassword },
  };
}

function firstStart(installation: Installation): Record<string, unknown> {
  return {
    database: DATABASE,
    owner: OWNER_ROLE,
    secret: { name: ownerSecretName(installation) },
    encoding: 'UTF8',
    localeProvider: 'builtin',
    builtinLocale: 'C.UTF-8',
    locale: 'C',
    dataChecksums: true,
    postInitSQL: [`ALTER ROLE ${OWNER_ROLE} CREATEROLE CREATEDB`, `GRANT pg_signal_backend TO ${OWNER_ROLE}`],
  };
}

function ownerSecretName(installation: Installation): string {
  return installation.childName('postgres-owner');
}
