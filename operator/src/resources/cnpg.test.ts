import { cnpgCluster } from './cnpg.ts';
import { sampleInstallation } from './test-tools.ts';

test('CloudNativePG is asked for the database, its owner and as many instances as the spec says', () => {
  const cluster = cnpgCluster(
    sampleInstallation({
      database: { cnpg: { instances: 3, storage: '50Gi', storageClassName: 'fast', imageName: 'pg:17' } },
    }),
    true,
  );
  expect(cluster).toMatchObject({
    metadata: { name: 'music-postgres', annotations: { 'cnpg.io/hibernation': 'off' } },
    spec: {
      instances: 3,
      imageName: 'pg:17',
      storage: { size: '50Gi', storageClass: 'fast' },
      bootstrap: { initdb: { database: 'sidetrack', owner: 'sidetrack', secret: { name: 'music-postgres-owner' } } },
      enableSuperuserAccess: false,
      enablePDB: true,
    },
  });
});

test("the owner may make the application's and Temporal's roles and replace its database, and is no superuser", () => {
  const initdb = cnpgCluster(sampleInstallation({ database: { cnpg: {} } }), true)?.spec.bootstrap.initdb;
  expect(initdb?.['postInitSQL']).toEqual([
    'ALTER ROLE sidetrack CREATEROLE CREATEDB',
    'GRANT pg_signal_backend TO sidetrack',
  ]);
});

test('one instance keeps no node from being drained', () => {
  expect(cnpgCluster(sampleInstallation({ database: { cnpg: {} } }), true)?.spec.enablePDB).toBe(false);
});

test('hibernation is its own', () => {
  const cluster = cnpgCluster(sampleInstallation({ database: { cnpg: {} } }), false);
  expect(cluster?.metadata?.annotations).toEqual({ 'cnpg.io/hibernation': 'on' });
});

test('no Cluster is made for another database', () => {
  expect(cnpgCluster(sampleInstallation(), true)).toBeNull();
});
