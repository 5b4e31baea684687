import { parse } from 'yaml';
import { temporalConfig } from './temporal-config.ts';
import { temporalConfigMap, temporalDeployment, temporalService } from './temporal.ts';
import { sampleInstallation } from './test-tools.ts';

const database = { host: 'music-postgres', port: 5432, tls: 'off' } as const;
const config = (spec = {}, end: Parameters<typeof temporalConfig>[1] = database) =>
  parse(temporalConfig(sampleInstallation(spec), end)) as {
    persistence: { numHistoryShards: number; datastores: Record<string, { sql: Record<string, unknown> }> };
    global: { metrics?: unknown };
    services: Record<string, { rpc: Record<string, unknown> }>;
  };

test('the file holds no password: its first line has the server take it from the environment', () => {
  expect(temporalConfig(sampleInstallation(), database)).toMatch(/^# enable-template\n/);
  expect(config().persistence.datastores['history']?.sql['password']).toBe('{{ env "TEMPORAL_DATABASE_PASSWORD" }}');
});

test('history and visibility are two databases of one server, as one role', () => {
  const stores = Object.values(config().persistence.datastores).map(({ sql }) => sql);
  expect(stores.map(({ databaseName }) => databaseName)).toEqual(['temporal', 'temporal_visibility']);
  for (const store of stores) expect(store).toMatchObject({ user: 'temporal', connectAddr: 'music-postgres:5432' });
});

test('only the front end listens for others', () => {
  const { frontend, ...inner } = config().services;
  expect(frontend?.rpc).toMatchObject({ grpcPort: 7233, bindOnIP: '0.0.0.0' });
  expect(Object.keys(inner)).toEqual(['history', 'matching', 'worker']);
  for (const { rpc } of Object.values(inner)) expect(rpc['bindOnLocalHost']).toBe(true);
});

test("the spec's shards are its shards, and metrics are there when somebody reads them", () => {
  expect(config({ temporal: { embedded: { historyShards: 64 } } }).persistence.numHistoryShards).toBe(64);
  expect(config().global.metrics).toBeUndefined();
  expect(config({ monitoring: { enabled: true } }).global.metrics).toBeDefined();
});

test('an external database is spoken to with TLS as its URL asks', () => {
  const store = config({}, { host: 'db.example.org', port: 25060, tls: 'verified' }).persistence.datastores['history'];
  expect(store?.sql).toMatchObject({
    connectAddr: 'db.example.org:25060',
    tls: { enabled: true, enableHostVerification: true, serverName: 'db.example.org' },
  });
});

test('the server runs from that file and is asked through gRPC how it is', () => {
  const deployment = temporalDeployment(sampleInstallation(), database, 1);
  const server = deployment?.spec?.template.spec?.containers[0];
  expect(server?.command).toEqual([
    'temporal-server',
    '--config-file',
    '/etc/sidetrack/temporal/server.yaml',
    '--allow-no-auth',
    'start',
  ]);
  expect(server?.env?.map(({ name }) => name)).toEqual(['TEMPORAL_DATABASE_PASSWORD', 'USER', 'HOME']);
  expect(server?.readinessProbe?.grpc?.service).toBe('temporal.api.workflowservice.v1.WorkflowService');
  expect(deployment?.spec?.strategy).toEqual({ type: 'Recreate' });
});

test('another file makes another pod', () => {
  const hash = (port: number) =>
    temporalDeployment(sampleInstallation(), { ...database, port }, 1)?.spec?.template.metadata?.annotations;
  expect(hash(5432)).toEqual(hash(5432));
  expect(hash(5432)).not.toEqual(hash(5433));
});

test('nothing of it is made when Temporal is run by others', () => {
  const other = sampleInstallation({ temporal: { external: { address: 'temporal.example.org:7233' } } });
  expect(temporalDeployment(other, database, 1)).toBeNull();
  expect(temporalConfigMap(other, database)).toBeNull();
  expect(temporalService(other)).toBeNull();
});

test('a version without work is called drained within a minute or two, not within six', () => {
  const { data } = temporalConfigMap(sampleInstallation(), database)!;
  expect(parse(data!['dynamic.yaml']!)).toEqual({
    'matching.wv.VersionDrainageStatusVisibilityGracePeriod': [{ value: '30s' }],
    'matching.wv.VersionDrainageStatusRefreshInterval': [{ value: '30s' }],
  });
  expect(parse(data!['server.yaml']!)).toMatchObject({
    dynamicConfigClient: { filepath: '/etc/sidetrack/temporal/dynamic.yaml' },
  });
});
