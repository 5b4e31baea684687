import { expect, test } from '@jest/globals';
import type { V1Pod } from '@kubernetes/client-node';
import { BusyError, UnreachableError } from '../installation-api/index.ts';
import type { KubernetesObject } from '../runtime/index.ts';
import { createWorld, KEY } from './test-tools.ts';
import type { World } from './test-tools.ts';

const encoded = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
const putSecret = (world: World, name: string, values: Record<string, string>) =>
  world.cluster.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: KEY.namespace, name },
    data: encoded(values),
  } as KubernetesObject);

test('a Secret that is missing, a key that is missing, an address that is none: each is said, and then it goes on', async () => {
  const world = createWorld({ spec: { database: { external: { secretName: 'database' } } } });
  await world.settle();
  const database = () => world.condition('DatabaseReady');
  expect(database()).toMatchObject({ status: 'False', reason: 'SecretMissing' });
  expect(database()?.message).toContain('Secret database (spec.database.external.secretName) is not there.');
  expect(world.condition('Progressing')).toMatchObject({ reason: 'Blocked' });
  putSecret(world, 'database', { url: 'postgresql://app:p@db:5432/music' });
  await world.settle();
  expect(database()?.message).toContain('lacks ownerUrl.');
  putSecret(world, 'database', { url: 'postgresql://app:p@db:5432/music', ownerUrl: 'mysql://db' });
  await world.settle();
  expect(database()?.message).toContain('is not the URL of a PostgreSQL');
  putSecret(world, 'database', {
    url: 'postgresql://app:p@db:5432/music',
    ownerUrl: 'postgresql://owner:p@db:5432/music',
  });
  await world.settle();
  expect(world.condition('Ready')).toMatchObject({ status: 'True' });
  expect(world.cluster.all('StatefulSet')).toEqual([]);
});

test('a changed Secret of the user replaces the pods that read it', async () => {
  const world = createWorld({ spec: { services: { lastfmSecretName: 'lastfm' } } });
  putSecret(world, 'lastfm', { apiKey: 'one', apiSecret: 's' });
  await world.settle();
  const hash = () =>
    world.deployment('music-api')?.spec?.template.metadata?.annotations?.['sidetrack.network/config-hash'];
  const before = hash();
  putSecret(world, 'lastfm', { apiKey: 'two', apiSecret: 's' });
  await world.settle();
  expect(hash()).not.toBe(before);
});

test('an API that is cut off, and a Temporal of others that it cannot reach', async () => {
  const world = createWorld({ spec: { temporal: { external: { address: 'temporal.example.org:7233' } } } });
  await world.settle();
  const about = { installation: 'home/music', remedy: 'Try again.' };
  world.apiFails = new UnreachableError('It does not answer.', about);
  await world.settle();
  expect(world.condition('ApiReady')).toMatchObject({ status: 'False', reason: 'Unreachable' });
  expect(world.condition('Ready')).toMatchObject({ status: 'False', reason: 'Degraded' });
  world.apiFails = new BusyError('Temporal does not answer.', { ...about, retryAfterSeconds: 1 });
  await world.settle();
  expect(world.condition('ApiReady')).toMatchObject({ status: 'True' });
  expect(world.condition('TemporalReady')).toMatchObject({ status: 'False', reason: 'NotReady' });
  expect(world.condition('TemporalReady')?.message).toContain(
    'The API cannot use Temporal at temporal.example.org:7233',
  );
  world.apiFails = undefined;
  await world.settle();
  expect(world.condition('Ready')).toMatchObject({ status: 'True' });
});

test('CloudNativePG that is not installed', async () => {
  const world = createWorld({ spec: { database: { cnpg: {} } } });
  await world.settle();
  expect(world.condition('DatabaseReady')).toMatchObject({ status: 'False', reason: 'CnpgMissing' });
});

test('CloudNativePG that is: its Cluster, the Secret of its owner, and the rest after it', async () => {
  const world = createWorld({ spec: { database: { cnpg: {} } }, kinds: ['postgresql.cnpg.io/v1/Cluster'] });
  await world.settle();
  expect(world.condition('DatabaseReady')).toMatchObject({ reason: 'Starting' });
  expect(world.cluster.all('Secret').map(({ metadata }) => metadata?.name)).toEqual([
    'music-credentials',
    'music-postgres-owner',
  ]);
  const cluster = world.cluster.all('Cluster')[0]!;
  world.cluster.put({ ...cluster, status: { readyInstances: 1 } } as KubernetesObject);
  await world.settle();
  expect(world.condition('Ready')).toMatchObject({ status: 'True' });
});

test('what the API server refuses stops the steps after it, and is said', async () => {
  const world = createWorld();
  world.cluster.refuse = (_, { kind, name }) => {
    if (kind === 'Deployment' && name === 'music-api') throw new Error('exceeded quota: pods');
  };
  for (let turn = 0; turn < 12; turn += 1) {
    await world.reconcile().catch(() => undefined);
    world.progress();
  }
  expect(world.condition('Progressing')).toMatchObject({ reason: 'Blocked' });
  expect(world.condition('Progressing')?.message).toContain(
    'To apply Deployment music-api failed: exceeded quota: pods',
  );
  expect(world.deployment('music-worker-ingest')).toBeUndefined();
  world.cluster.refuse = () => undefined;
  await world.settle();
  expect(world.condition('Ready')).toMatchObject({ status: 'True' });
});

test('a volume that cannot grow is said, and holds nothing up', async () => {
  const world = createWorld();
  await world.settle();
  world.change({ database: { embedded: { storage: '20Gi' } }, api: { replicas: 2 } });
  world.cluster.refuse = (_, { kind }) => {
    if (kind === 'PersistentVolumeClaim') throw new Error('only dynamically provisioned pvc can be resized');
  };
  await world.settle();
  expect(world.condition('DatabaseReady')).toMatchObject({ status: 'True' });
  expect(world.condition('DatabaseReady')?.message).toContain('only dynamically provisioned pvc can be resized');
  expect(world.deployment('music-api')?.spec?.replicas).toBe(2);
});

test('a pod that keeps ending is quoted', async () => {
  const world = createWorld();
  world.mayBeReady = ({ metadata }) => metadata?.name !== 'music-api';
  await world.settle();
  const { selector, template } = world.deployment('music-api')!.spec!;
  const crashing: V1Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: KEY.namespace,
      name: 'music-api-x',
      labels: { ...template.metadata?.labels, ...selector.matchLabels },
    },
    status: {
      containerStatuses: [
        {
          ...{ name: 'api', image: 'i', imageID: '', ready: false, restartCount: 5 },
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, message: 'SIDETRACK_SECRET_KEY is too short.' } },
        },
      ],
    },
  };
  world.cluster.put(crashing);
  await world.settle();
  expect(world.condition('ApiReady')).toMatchObject({ status: 'False', reason: 'NotReady' });
  expect(world.condition('ApiReady')?.message).toContain(
    'keeps ending with code 1: SIDETRACK_SECRET_KEY is too short.',
  );
});

test('a spec that this operator cannot carry out is said, and nothing is changed', async () => {
  const world = createWorld();
  await world.settle();
  const owner = world.owner();
  world.cluster.put({ ...owner, spec: { ...owner.spec, mood: 'blue' } } as unknown as KubernetesObject);
  const before = world.cluster.writes.length;
  await world.settle();
  expect(world.cluster.writes.slice(before)).toEqual(['status SideTrack music']);
  expect(world.condition('Ready')).toMatchObject({ reason: 'InvalidSpec' });
});
