import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { V1Deployment, V1Job } from '@kubernetes/client-node';
import { startClusterWorld } from './cluster-test-tools.ts';
import type { ClusterWorld } from './cluster-test-tools.ts';
import { cannotPull, failed } from './fake-kubelet-test-tools.ts';

let world: ClusterWorld;

beforeAll(async () => {
  world = await startClusterWorld();
  await world.startOperator();
}, 60_000);

afterAll(() => world.stop(), 60_000);

const settled = async (name: string) => {
  let before = await world.versions(name);
  for (let look = 0; look < 20; look += 1) {
    await pause(1000);
    const now = await world.versions(name);
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
  throw new Error(`${name} does not settle.`);
};

describe('a SideTrack that is applied', () => {
  test('becomes Ready, each part after what it stands on', async () => {
    await world.make('first', {
      backup: { schedule: '0 3 * * *' },
      api: { replicas: 2 },
      site: { ingress: { host: 'music.example.org' } },
    });
    const owner = await world.ready('first');
    expect(owner.status).toMatchObject({ version: '1.0.0', url: 'http://music.example.org' });
    const deployments = (await world.direct.list('apps/v1', 'Deployment')) as unknown as V1Deployment[];
    const made = (name: string) =>
      new Date(deployments.find(({ metadata }) => metadata?.name === name)!.metadata!.creationTimestamp!).getTime();
    expect(made('first-temporal')).toBeLessThanOrEqual(made('first-api'));
    expect(made('first-api')).toBeLessThanOrEqual(made('first-worker-ingest'));
    expect(made('first-worker-ingest')).toBeLessThanOrEqual(made('first-site'));
    expect(Object.keys(await world.children('first'))).toMatchSnapshot();
  }, 120_000);

  test('is written nothing more while nothing happens', async () => {
    const before = await settled('first');
    await pause(20_000);
    expect(await world.versions('first')).toEqual(before);
  }, 60_000);

  test('gets back what somebody deleted or edited', async () => {
    const { cluster, namespace, discovery, rest } = world.direct;
    const before = await world.children('first');
    const ref = (apiVersion: string, kind: string, name: string) => ({ apiVersion, kind, namespace, name });
    await cluster.delete(ref('v1', 'Service', 'first-api'));
    await cluster.delete(ref('apps/v1', 'Deployment', 'first-site'));
    await cluster.delete(ref('networking.k8s.io/v1', 'Ingress', 'first-site'));
    const resource = await discovery.find('apps/v1', 'Deployment');
    const body = { spec: { replicas: 7, template: { spec: { terminationGracePeriodSeconds: 1 } } } };
    await rest.request({
      verb: 'patch',
      resource,
      namespace,
      name: 'first-api',
      body,
      contentType: 'application/merge-patch+json',
    });
    await settled('first');
    await world.ready('first');
    expect(withoutAddresses(await world.children('first'))).toEqual(withoutAddresses(before));
  }, 120_000);
});

describe('a new version', () => {
  test('is migrated to first; one that cannot start is rolled back; another is tried', async () => {
    await world.make('roll', { rollout: { deadlineSeconds: 30 } });
    await world.ready('roll');
    await world.change('roll', { image: { tag: '2.0.0' } });
    const upgraded = await world.until('roll', 90, ({ status }) => status?.version === '2.0.0');
    expect(upgraded.status?.conditions.find(({ type }) => type === 'WorkersReady')).toMatchObject({
      reason: 'Draining',
    });
    const [jobs, deployments] = await Promise.all([
      world.direct.list('batch/v1', 'Job'),
      world.direct.list('apps/v1', 'Deployment'),
    ]);
    const done = (jobs as unknown as V1Job[]).find((job) => JSON.stringify(job).includes('/api:2.0.0'))!.status!
      .completionTime!;
    const worker = (deployments as unknown as V1Deployment[]).find(
      (one) =>
        JSON.stringify(one).includes('/worker:2.0.0') &&
        one.metadata?.labels?.['app.kubernetes.io/component'] === 'worker-sidetrack',
    )!;
    expect(new Date(worker.metadata!.creationTimestamp!).getTime()).toBeGreaterThanOrEqual(new Date(done).getTime());

    world.kubelet.say = (pod, usual) =>
      JSON.stringify(pod.spec).includes('/api:3.0.0') && !pod.metadata?.name?.includes('migrate')
        ? cannotPull(pod)
        : usual;
    await world.change('roll', { image: { tag: '3.0.0' } });
    const waiting = await world.until(
      'roll',
      60,
      ({ status }) => status?.conditions.some(({ message }) => message.includes('ImagePullBackOff')) ?? false,
    );
    expect(waiting.status?.conditions.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'True' });
    const back = await world.until(
      'roll',
      90,
      ({ status }) =>
        status?.failedVersion === '3.0.0' && status.conditions.some(({ reason }) => reason === 'RolledBack'),
    );
    expect(back.status).toMatchObject({ version: '2.0.0' });
    await settled('roll');
    expect((await world.owner('roll')).status).toMatchObject({ version: '2.0.0', failedVersion: '3.0.0' });
    expect(JSON.stringify(await world.children('roll'))).not.toContain('/site:3.0.0');

    world.kubelet.say = (_, usual) => usual;
    await world.change('roll', { image: { tag: '3.0.1' } });
    const again = await world.until('roll', 90, ({ status }) => status?.version === '3.0.1');
    expect(again.status?.failedVersion).toBeUndefined();
  }, 400_000);

  test('whose migration fails changes no pod, and says why', async () => {
    await world.make('migrates');
    await world.ready('migrates');
    world.kubelet.say = (pod, usual) =>
      pod.metadata?.name?.includes('migrate') ? failed(pod, 'column "mood" exists already') : usual;
    await world.change('migrates', { image: { tag: '2.0.0' } });
    const back = await world.until('migrates', 200, ({ status }) => status?.failedVersion === '2.0.0');
    world.kubelet.say = (_, usual) => usual;
    expect(back.status?.version).toBe('1.0.0');
    const progressing = await world.condition('migrates', 'Progressing');
    expect(progressing).toMatchObject({
      reason: 'RolledBack',
      message: expect.stringContaining('column "mood" exists already'),
    });
    expect(JSON.stringify(await world.direct.list('apps/v1', 'Deployment'))).not.toContain(
      '/api:2.0.0","name":"migrates',
    );
  }, 300_000);
});

test('hibernation scales everything to zero and keeps the data; waking brings it back', async () => {
  await world.make('sleeper');
  await world.ready('sleeper');
  const before = await world.children('sleeper');
  await world.change('sleeper', { hibernate: true });
  await world.until('sleeper', 90, ({ status }) => status?.hibernatedAt !== undefined);
  const pods = (await world.direct.list('v1', 'Pod')).filter(
    ({ metadata }) =>
      metadata?.labels?.['app.kubernetes.io/instance'] === 'sleeper' &&
      metadata.labels['batch.kubernetes.io/job-name'] === undefined,
  );
  // The kubelet may still be ending one that its owner counts no more.
  expect(pods.filter(({ metadata }) => metadata?.deletionTimestamp === undefined)).toEqual([]);
  expect(Object.keys(await world.children('sleeper'))).toEqual(
    expect.arrayContaining(['PersistentVolumeClaim data-NAME-postgres-0', 'Secret NAME-credentials']),
  );
  await world.change('sleeper', { hibernate: false });
  await world.ready('sleeper');
  expect(withoutAddresses(await world.children('sleeper'))).toEqual(withoutAddresses(before));
}, 240_000);

test('a paused one is left alone', async () => {
  await world.make('paused');
  await world.ready('paused');
  await world.change('paused', { paused: true });
  await world.until(
    'paused',
    30,
    ({ status }) => status?.conditions.some(({ reason }) => reason === 'Paused') ?? false,
  );
  await world.direct.cluster.delete({
    apiVersion: 'v1',
    kind: 'Service',
    namespace: world.direct.namespace,
    name: 'paused-site',
  });
  await pause(3000);
  expect(Object.keys(await world.children('paused'))).not.toContain('Service NAME-site');
  await world.change('paused', { paused: false });
  await world.ready('paused');
  expect(Object.keys(await world.children('paused'))).toContain('Service NAME-site');
}, 120_000);

test('deleting one keeps its volumes and credentials, and a new one of its name takes them up', async () => {
  const { cluster, namespace } = world.direct;
  await world.make('gone', { backup: { schedule: '@daily' } });
  await world.ready('gone');
  const secret = await cluster.get({ apiVersion: 'v1', kind: 'Secret', namespace, name: 'gone-credentials' });
  await cluster.delete({ apiVersion: 'sidetrack.network/v1alpha1', kind: 'SideTrack', namespace, name: 'gone' });
  for (let look = 0; look < 100 && Object.keys(await world.children('gone')).length > 3; look += 1) await pause(200);
  expect(Object.keys(await world.children('gone'))).toEqual([
    'PersistentVolumeClaim data-NAME-postgres-0',
    'PersistentVolumeClaim NAME-backups',
    'Secret NAME-credentials',
  ]);
  await world.make('gone');
  await world.ready('gone');
  const now = await cluster.get({ apiVersion: 'v1', kind: 'Secret', namespace, name: 'gone-credentials' });
  expect(now?.metadata?.uid).toBe(secret?.metadata?.uid);
}, 240_000);

/** Cluster IPs are given anew with a Service that is made again. */
function withoutAddresses(children: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(children).replaceAll(/"clusterIPs?":(\[[^\]]*\]|"(?!None)[^"]*"),?/gu, ''));
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
