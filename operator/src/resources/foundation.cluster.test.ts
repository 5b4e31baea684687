import type { KubernetesObject } from '@kubernetes/client-node';
import { neighbourCrds } from '@sidetrack/k8s';
import { join } from 'node:path';
import type { Installation } from '../sidetrack/installation.ts';
import { backupCronJob, backupVolume } from './backup.ts';
import { makeRestrictedNamespace, podsOf } from './cluster-test-tools.ts';
import type { RestrictedNamespace } from './cluster-test-tools.ts';
import { cnpgCluster, cnpgOwnerSecret } from './cnpg.ts';
import { credentialsSecret } from './credentials.ts';
import { databaseEndpoint } from './database.ts';
import { networkPolicies } from './network-policies.ts';
import { postgresServices, postgresStatefulSet, postgresVolume } from './postgres.ts';
import { redisDeployment, redisService } from './redis.ts';
import { restoreJob } from './restore.ts';
import { serviceAccounts } from './service-accounts.ts';
import { temporalSchemaJob } from './temporal-schema.ts';
import { temporalUi } from './temporal-ui.ts';
import { temporalConfigMap, temporalDeployment, temporalService } from './temporal.ts';
import { countingHex, sampleInstallation } from './test-tools.ts';

type Spec = NonNullable<Parameters<typeof sampleInstallation>[0]>;

let home: RestrictedNamespace;
beforeAll(async () => (home = await makeRestrictedNamespace()), 30_000);
afterAll(() => home.remove());

const backup = { schedule: '0 3 * * *' };
const specs: [string, Spec][] = [
  ['all embedded', { backup, monitoring: { enabled: true } }],
  [
    'all embedded, with everything said',
    {
      backup: { ...backup, keep: 2, storage: '1Gi', storageClassName: 'slow' },
      cache: { resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } },
      database: {
        embedded: { storage: '1Ti', storageClassName: 'fast', resources: { limits: { memory: 2_000_000_000 } } },
      },
      image: { pullSecrets: ['registry'] },
      networkPolicy: { ingressFrom: [{ namespaceSelector: {}, podSelector: {} }], nameServers: ['10.0.0.10/32'] },
    },
  ],
  ['CloudNativePG', { backup, database: { cnpg: { instances: 2, storageClassName: 'fast', imageName: 'pg:17' } } }],
  [
    'all external',
    {
      backup: { ...backup, claimName: 'nas' },
      cache: { external: { secretName: 'cache' } },
      database: { external: { secretName: 'db' } },
      temporal: { external: { address: 'temporal.example.org:7233' } },
    },
  ],
];

function foundation(installation: Installation): KubernetesObject[] {
  const database = databaseEndpoint(installation, 'postgresql://o:p@db.example.org/music?sslmode=require');
  const { cnpg } = installation.spec.database;
  return [
    credentialsSecret(installation, countingHex()),
    cnpg === undefined ? null : cnpgOwnerSecret(installation, 'x'),
    ...networkPolicies(installation, { database: 25060 }),
    postgresVolume(installation),
    postgresStatefulSet(installation, 1),
    ...postgresServices(installation),
    redisDeployment(installation, 1),
    redisService(installation),
    temporalSchemaJob(installation, database),
    temporalConfigMap(installation, database),
    temporalDeployment(installation, database, 1),
    temporalService(installation),
    ...temporalUi(installation, 1),
    backupVolume(installation),
    backupCronJob(installation),
    restoreJob(installation, 'music-20261122T030000Z'),
  ].filter((object) => object !== null);
}

const dryRun = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-f', '-'];

describe.each(specs)('%s', (_, spec) => {
  const objects = () => foundation(sampleInstallation(spec, { namespace: home.name }));

  test('every object is accepted without a warning', async () => {
    const answer = await home.kubectl(dryRun, objects());
    expect(answer).not.toMatch(/warning/i);
    expect(answer.trim().split('\n')).toHaveLength(objects().length);
  }, 30_000);

  test('every pod is admitted in a restricted namespace, under an identity of its own', async () => {
    const accounts = serviceAccounts(sampleInstallation(spec, { namespace: home.name }));
    await home.kubectl(['apply', '--server-side', '-f', '-'], accounts);
    const pods = podsOf(objects());
    expect(pods.length).toBeGreaterThan(0);
    const answer = await home.kubectl(['create', '--dry-run=server', '--validate=strict', '-f', '-'], pods);
    expect(answer).not.toMatch(/warning/i);
    expect(answer.match(/created/g)).toHaveLength(pods.length);
  }, 30_000);
});

test("CloudNativePG's own definition accepts the Cluster", async () => {
  const definition = join(await neighbourCrds('cnpg'), 'postgresql.cnpg.io_clusters.yaml');
  await home.kubectl(['apply', '--server-side', '-f', definition]);
  for (const state of ['create', 'jsonpath={.status.acceptedNames.kind}=Cluster', 'condition=Established'])
    await home.kubectl(['wait', `--for=${state}`, '-f', definition, '--timeout=30s']);
  const cluster = cnpgCluster(
    sampleInstallation(
      {
        database: { cnpg: { instances: 3, imageName: 'pg:17', storageClassName: 'fast' } },
        monitoring: { enabled: true },
      },
      { namespace: home.name },
    ),
    true,
  );
  const answer = await home.kubectl(dryRun, [cluster ?? {}]);
  expect(answer).toContain('cluster.postgresql.cnpg.io/music-postgres serverside-applied');
}, 60_000);
