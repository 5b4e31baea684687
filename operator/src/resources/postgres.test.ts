import { postgresServices, postgresStatefulSet, postgresVolume } from './postgres.ts';
import { sampleInstallation } from './test-tools.ts';

const embedded = sampleInstallation({
  database: { embedded: { image: 'pg:18', storage: '20Gi', storageClassName: 'fast' } },
});
const pod = postgresStatefulSet(embedded, 1)?.spec?.template.spec;
const server = pod?.containers[0];

test('the volume is claimed by itself, so that it outlives the SideTrack and can grow', () => {
  expect(postgresVolume(embedded)).toMatchObject({
    metadata: { name: 'data-music-postgres-0' },
    spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
  });
  expect(pod?.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data-music-postgres-0' } });
  expect(postgresStatefulSet(embedded, 1)?.spec?.volumeClaimTemplates).toBeUndefined();
});

test('a first start makes the files beside their place before anything else runs', () => {
  const [files] = pod?.initContainers ?? [];
  expect(files).toMatchObject({ name: 'files', image: 'pg:18' });
  expect(files?.command?.[2]).toMatch(/initdb[^]*\nmv \S+\.unfinished \S+pgdata\n/);
});

test('a full volume makes the server wait, not ready; one that waits is not killed, so that it is ended once and says why', () => {
  expect(server?.command?.[2]).toMatch(/while .*free_kib[^]*exec postgres/);
  expect(server?.livenessProbe?.exec?.command?.[2]).toMatch(/waiting .* exit 0[^]*termination-log[^]*-lt 2/);
  expect(server?.readinessProbe?.exec?.command?.[2]).toContain('full; exit 1');
});

test.each([
  ['400Mi', '48MB'],
  ['20Gi', '2048MB'],
  ['1Ti', '4096MB'],
])('on a volume of %s the log grows to about %s', (storage, most) => {
  const small = postgresStatefulSet(sampleInstallation({ database: { embedded: { storage } } }), 1);
  expect(small?.spec?.template.spec?.containers[0]?.args).toContain(`max_wal_size=${most}`);
});

test('stopping ends the sessions at once and waits for the checkpoint', () => {
  expect(server?.lifecycle?.preStop?.exec?.command).toEqual(['sh', '-c', 'kill -INT 1']);
  expect(pod?.terminationGracePeriodSeconds).toBe(120);
});

test('the password comes from the credentials as a file that only initdb is given', () => {
  const mounts = (name: string) =>
    [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])]
      .filter(({ volumeMounts = [] }) => volumeMounts.some((mount) => mount.name === name))
      .map((container) => container.name);
  expect(mounts('password')).toEqual(['files']);
  expect(JSON.stringify(server?.env ?? [])).not.toContain('assword');
});

test('who may run programs in the pod asks the database without a password', () => {
  expect(pod?.initContainers?.[0]?.command?.[2]).toContain('--auth-local=trust --auth-host=scram-sha-256');
  expect(server?.env).toContainEqual({ name: 'PGHOST', value: '/var/run/postgresql' });
});

test('everything else uses the Service by name, with or without a ready pod behind it', () => {
  const [service, pods] = postgresServices(embedded);
  expect(service).toMatchObject({ metadata: { name: 'music-postgres' }, spec: { type: 'ClusterIP' } });
  expect(pods).toMatchObject({ metadata: { name: 'music-postgres-pods' }, spec: { clusterIP: 'None' } });
});

test('hibernation leaves the volume and no pod', () => {
  expect(postgresStatefulSet(embedded, 0)?.spec?.replicas).toBe(0);
});

test('nothing of it is made for another database', () => {
  const other = sampleInstallation({ database: { cnpg: {} } });
  expect([postgresVolume(other), postgresStatefulSet(other, 1), ...postgresServices(other)]).toEqual([null, null]);
});
