import { stringify } from 'yaml';
import type { Installation } from '../sidetrack/installation.ts';
import type { DatabaseEndpoint } from './database.ts';

/** Ports of the embedded Temporal. */
export const TEMPORAL_PORT = 7233;
export const TEMPORAL_METRICS_PORT = 9090;

/** The namespace of an installation within its own Temporal. */
export const TEMPORAL_NAMESPACE = 'sidetrack';

/** Role and databases of Temporal on the installation's PostgreSQL. */
export const TEMPORAL_ROLE = 'temporal';
export const temporalDatabases = { history: 'temporal', visibility: 'temporal_visibility' } as const;

/** The environment variable that the server takes the database's password from when it reads its file. */
export const PASSWORD_VARIABLE = 'TEMPORAL_DATABASE_PASSWORD';

/** Where the server finds its two files. */
export const TEMPORAL_CONFIG_PATH = '/etc/sidetrack/temporal';

/**
 * What the server may be told while it runs. Workers of an earlier version are kept until Temporal calls it drained; visibility lies in
 * the same PostgreSQL here and is seconds behind at most, not the minutes that the defaults allow for.
 */
export function temporalDynamicConfig(): string {
  return stringify({
    'matching.wv.VersionDrainageStatusVisibilityGracePeriod': [{ value: '30s' }],
    'matching.wv.VersionDrainageStatusRefreshInterval': [{ value: '30s' }],
  });
}

/**
 * The file that the Temporal server (1.30 and later) starts from. Its first line makes the server fill in `{{ env … }}`, so that the
 * file holds no secret. All four roles run in one process: only the front end listens for others, the rest speak over loopback.
 */
export function temporalConfig(installation: Installation, database: DatabaseEndpoint): string {
  const { temporal, monitoring } = installation.spec;
  return `# enable-template\n${stringify({
    log: { stdout: true, level: 'info', format: 'json' },
    persistence: {
      defaultStore: 'history',
      visibilityStore: 'visibility',
      numHistoryShards: temporal.embedded?.historyShards,
      datastores: {
        history: { sql: store(database, temporalDatabases.history, 10) },
        visibility: { sql: store(database, temporalDatabases.visibility, 5) },
      },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      ...(monitoring.enabled
        ? { metrics: { prometheus: { timerType: 'histogram', listenAddress: `0.0.0.0:${TEMPORAL_METRICS_PORT}` } } }
        : {}),
    },
    services: {
      frontend: { rpc: { grpcPort: TEMPORAL_PORT, membershipPort: 6933, bindOnIP: '0.0.0.0' } },
      history: { rpc: { grpcPort: 7234, membershipPort: 6934, bindOnLocalHost: true } },
      matching: { rpc: { grpcPort: 7235, membershipPort: 6935, bindOnLocalHost: true } },
      worker: { rpc: { grpcPort: 7239, membershipPort: 6939, bindOnLocalHost: true } },
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${TEMPORAL_PORT}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: `${TEMPORAL_CONFIG_PATH}/dynamic.yaml`, pollInterval: '60s' },
  })}`;
}

/** Connections are few: each of the four roles keeps a pool of its own. */
function store({ host, port, tls }: DatabaseEndpoint, databaseName: string, connections: number) {
  return {
    pluginName: 'postgres12_pgx',
    databaseName,
    connectAddr: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    connectProtocol: 'tcp',
    user: TEMPORAL_ROLE,
    password: `{{ env "${PASSWORD_VARIABLE}" }}`,
    maxConns: connections,
    maxIdleConns: connections,
    maxConnLifetime: '1h',
    ...(tls === 'off' ? {} : { tls: { enabled: true, enableHostVerification: tls === 'verified', serverName: host } }),
  };
}
