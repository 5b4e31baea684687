import type { V1PersistentVolumeClaim, V1Service, V1StatefulSet } from '@kubernetes/client-node';
import { quantityOf } from '../runtime/quantity.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { DATABASE, OWNER_ROLE, POSTGRES_PORT, POSTGRES_USER } from './database.ts';
import { metadata } from './metadata.ts';
import { execProbe, resourcesOf, restrictedPod } from './pod-defaults.ts';
import type { PlainContainer } from './pod-defaults.ts';
import {
  isAlive,
  isReady,
  makeFiles,
  PASSWORD_PATH,
  SOCKET_PATH,
  startServer,
  stopServer,
  VOLUME_PATH,
} from './postgres-scripts.ts';
import { volumeClaim } from './volume-claim.ts';

/**
 * The volume of the embedded PostgreSQL; null where the database is another. It belongs to nobody, so that deleting the SideTrack
 * keeps it; a larger size in the spec grows it where the storage class can.
 */
export function postgresVolume(installation: Installation): V1PersistentVolumeClaim | null {
  const { embedded } = installation.spec.database;
  if (embedded === undefined) return null;
  return volumeClaim(installation, 'postgres', volumeName(installation), embedded);
}

/** The embedded PostgreSQL: one pod on one volume; null where the database is another. `replicas` is 0 while it rests. */
export function postgresStatefulSet(installation: Installation, replicas: 0 | 1): V1StatefulSet | null {
  if (installation.spec.database.embedded === undefined) return null;
  const { image, password } = parts(installation);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(installation, 'postgres'),
    spec: {
      replicas,
      serviceName: installation.childName('postgres-pods'),
      revisionHistoryLimit: 3,
      selector: { matchLabels: installation.selector('postgres') },
      template: {
        metadata: { labels: installation.labels('postgres') },
        spec: restrictedPod({
          user: POSTGRES_USER,
          serviceAccountName: installation.childName('postgres'),
          graceSeconds: 120,
          pullSecrets: installation.spec.image.pullSecrets,
          initContainers: [
            { ...image, name: 'files', command: ['sh', '-c', makeFiles], volumeMounts: [data, password] },
          ],
          containers: [server(installation)],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: volumeName(installation) } },
            { name: 'socket', emptyDir: {} },
            { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
            {
              name: 'password',
              secret: {
                secretName: installation.childName('credentials'),
                items: [{ key: 'postgresPassword', path: 'postgresPassword' }],
                defaultMode: 0o440,
              },
            },
          ],
        }),
      },
    },
  };
}

/** The address that everything else uses, and the one that the StatefulSet wants for its pod; none where the database is another. */
export function postgresServices(installation: Installation): V1Service[] {
  if (installation.spec.database.embedded === undefined) return [];
  const selector = installation.selector('postgres');
  const ports = [{ name: 'postgres', port: POSTGRES_PORT, targetPort: 'postgres', protocol: 'TCP' }];
  const service = { apiVersion: 'v1', kind: 'Service' } as const;
  return [
    { ...service, metadata: metadata(installation, 'postgres'), spec: { type: 'ClusterIP', selector, ports } },
    {
      ...service,
      metadata: metadata(installation, 'postgres', installation.childName('postgres-pods')),
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports },
    },
  ];
}

const data = { name: 'data', mountPath: VOLUME_PATH };

function server(installation: Installation): PlainContainer {
  const { image } = parts(installation);
  const { embedded } = installation.spec.database;
  return {
    ...image,
    name: 'postgres',
    command: ['sh', '-c', startServer, 'postgres'],
    args: Object.entries(serverSettings(embedded?.storage ?? '')).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    // What `kubectl exec … -- psql` connects with.
    env: Object.entries({ PGHOST: SOCKET_PATH, PGUSER: OWNER_ROLE, PGDATABASE: DATABASE }).map(([name, value]) => ({
      name,
      value,
    })),
    ports: [{ name: 'postgres', containerPort: POSTGRES_PORT, protocol: 'TCP' }],
    resources: resourcesOf(embedded?.resources, { cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' }),
    startupProbe: execProbe(['sh', '-c', isAlive], { everySeconds: 2, timeoutSeconds: 5, failures: 150 }),
    livenessProbe: execProbe(['sh', '-c', isAlive], { everySeconds: 15, timeoutSeconds: 10, failures: 4 }),
    readinessProbe: execProbe(['sh', '-c', isReady], { timeoutSeconds: 5 }),
    lifecycle: { preStop: { exec: { command: ['sh', '-c', stopServer] } } },
    volumeMounts: [data, { name: 'socket', mountPath: SOCKET_PATH }, { name: 'shared-memory', mountPath: '/dev/shm' }],
  };
}

/** Room for Temporal's pools (4 roles), the API and the workers; a log that leaves nine tenths of the volume to the data. */
function serverSettings(storage: string): Record<string, string> {
  const tenthMebibytes = Math.floor((quantityOf(storage) ?? 0) / 10 / 2 ** 20);
  return {
    listen_addresses: '*',
    port: String(POSTGRES_PORT),
    max_connections: '300',
    max_wal_size: `${Math.min(Math.max(tenthMebibytes, 48), 4096)}MB`,
    min_wal_size: '32MB',
    unix_socket_directories: SOCKET_PATH,
    idle_in_transaction_session_timeout: '10min',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_min_duration_statement: '5s',
  };
}

function parts(installation: Installation) {
  const { image, database } = installation.spec;
  return {
    image: { image: database.embedded?.image ?? '', imagePullPolicy: image.pullPolicy },
    password: { name: 'password', mountPath: PASSWORD_PATH.replace(/\/[^/]+$/, ''), readOnly: true },
  };
}

function volumeName(installation: Installation): string {
  return `data-${installation.childName('postgres')}-0`;
}
