import { describe, expect, jest, test } from '@jest/globals';
import { createWorld, KEY, refTo, watchApplies } from './test-tools.ts';

describe('an installation that is applied', () => {
  test('comes up in order and is ready', async () => {
    const world = createWorld();
    const applied: string[] = [];
    watchApplies(world, ({ kind, metadata }) => {
      const name = `${kind ?? ''} ${metadata?.name ?? ''}`;
      if (!applied.includes(name)) applied.push(name);
    });
    await world.settle();
    expect(applied.filter((name) => /^(StatefulSet|Deployment|Job) /u.test(name))).toEqual([
      'Deployment music-redis',
      'StatefulSet music-postgres',
      expect.stringMatching(/^Job music-temporal-schema-/u),
      'Deployment music-temporal',
      'Deployment music-temporal-ui',
      expect.stringMatching(/^Job music-migrate-/u),
      'Deployment music-api',
      expect.stringMatching(/^Deployment music-worker-sidetrack-[0-9a-f]{8}$/u),
      'Deployment music-worker-ingest',
      'Deployment music-worker-extract',
      'Deployment music-worker-aggregate',
      'Deployment music-site',
    ]);
    expect(world.condition('Ready')).toMatchObject({ status: 'True', reason: 'Ready' });
    expect(world.condition('Progressing')).toMatchObject({ status: 'False', reason: 'Complete' });
    expect(world.owner().status).toMatchObject({ version: '1.0.0', observedGeneration: 1 });
    expect(world.madeCurrent).toEqual(['1.0.0']);
  });

  test('is written nothing more once it is ready', async () => {
    const world = createWorld({ spec: { backup: { schedule: '0 3 * * *' }, monitoring: { enabled: true } } });
    await world.settle();
    const before = world.cluster.writes.length;
    for (let minute = 0; minute < 10; minute += 1) {
      world.now += 60_000;
      await world.reconcile();
    }
    expect(world.cluster.writes.slice(before)).toEqual([]);
  });

  test('keeps what holds data when it is deleted', async () => {
    const world = createWorld({ spec: { backup: { schedule: '@daily' } } });
    await world.settle();
    world.cluster.remove(refTo('SideTrack', KEY.name, 'sidetrack.network/v1alpha1'));
    expect(Object.keys(world.children())).toEqual([
      'PersistentVolumeClaim data-NAME-postgres-0',
      'PersistentVolumeClaim NAME-backups',
      'Secret NAME-credentials',
    ]);
  });
});

describe('a new version', () => {
  const upgraded = async () => {
    const world = createWorld();
    await world.settle();
    world.change({ image: { tag: '2.0.0' } });
    return world;
  };

  test('is migrated to before any pod of it is made, and the old workers go when they are drained', async () => {
    const world = await upgraded();
    const early: string[] = [];
    watchApplies(world, (object) => {
      const isNew =
        object.kind === 'Deployment' && JSON.stringify(object).includes('"app.kubernetes.io/version":"2.0.0"');
      const jobs = world.cluster.all('Job').filter((job) => JSON.stringify(job).includes('/api:2.0.0'));
      if (isNew && !JSON.stringify(jobs).includes('Complete')) early.push(object.metadata?.name ?? '');
    });
    await world.settle();
    expect(early).toEqual([]);
    expect(world.owner().status).toMatchObject({ version: '2.0.0' });
    expect(world.condition('WorkersReady')).toMatchObject({ status: 'True', reason: 'Draining' });
    expect(
      world.cluster.all('Deployment').filter(({ metadata }) => /worker-sidetrack/u.test(metadata?.name ?? '')),
    ).toHaveLength(2);
    const { versions } = world.versions;
    world.versions = {
      ...world.versions,
      versions: versions.map((one) => (one.buildId === '1.0.0' ? { ...one, status: 'drained' } : one)),
    };
    await world.settle();
    expect(
      world.cluster.all('Deployment').filter(({ metadata }) => /worker-sidetrack/u.test(metadata?.name ?? '')),
    ).toHaveLength(1);
    expect(world.condition('WorkersReady')).toMatchObject({ status: 'True', reason: 'Ready' });
  });

  test('that does not become ready is rolled back, and tried again only when the image changes', async () => {
    const world = await upgraded();
    world.mayBeReady = (object) =>
      !(object.kind === 'Deployment' && JSON.stringify(object).includes('"app.kubernetes.io/version":"2.0.0"'));
    await world.settle();
    const api = world.deployment('music-api')!;
    const overdue = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
    world.cluster.put({
      ...api,
      status: { ...api.status, observedGeneration: api.metadata?.generation, conditions: [overdue] },
    });
    await world.settle();
    expect(world.owner().status).toMatchObject({ version: '1.0.0', failedVersion: '2.0.0' });
    expect(world.condition('Progressing')).toMatchObject({
      reason: 'RolledBack',
      message: expect.stringContaining('the API was not ready in 600 s'),
    });
    expect(world.condition('Ready')).toMatchObject({ status: 'True' });
    expect(world.deployment('music-api')?.spec?.template.metadata?.labels).toMatchObject({
      'app.kubernetes.io/version': '1.0.0',
    });
    expect(await world.reconcile()).toBe(0);
    world.mayBeReady = () => true;
    world.change({ image: { tag: '2.0.1' } });
    await world.settle();
    expect(world.owner().status).toMatchObject({ version: '2.0.1' });
    expect(world.owner().status?.failedVersion).toBeUndefined();
  });

  test('that fails is remembered together with why, since the operator may die right after', async () => {
    const world = await upgraded();
    world.fails = ({ metadata }) => (metadata?.name?.includes('migrate') ? 'relation "x" does not exist' : undefined);
    const patchStatus = world.cluster.patchStatus.bind(world.cluster);
    let isDead = false;
    jest.spyOn(world.cluster, 'patchStatus').mockImplementation(async (object, status) => {
      if (isDead) throw new Error('killed');
      isDead = JSON.stringify(status).includes('"failedVersion":"2.0.0"');
      return patchStatus(object, status);
    });
    await expect(world.settle()).rejects.toThrow('killed');
    jest.restoreAllMocks();
    await world.settle();
    expect(world.condition('Progressing')).toMatchObject({
      reason: 'RolledBack',
      message: expect.stringContaining('relation "x" does not exist'),
    });
  });

  test('whose migration fails leaves every pod as it is', async () => {
    const world = await upgraded();
    world.fails = ({ metadata }) => (metadata?.name?.includes('migrate') ? 'relation "x" does not exist' : undefined);
    await world.settle();
    expect(world.owner().status).toMatchObject({ version: '1.0.0', failedVersion: '2.0.0' });
    expect(world.condition('Progressing')).toMatchObject({
      reason: 'RolledBack',
      message: expect.stringContaining('relation "x" does not exist'),
    });
    expect(world.condition('Ready')).toMatchObject({ status: 'True' });
    expect(JSON.stringify(world.children())).not.toContain('api:2.0.0"},"status');
    expect(world.cluster.all('Deployment').filter((object) => JSON.stringify(object).includes('2.0.0'))).toEqual([]);
  });
});

describe('hibernation', () => {
  test('scales everything to zero, keeps the data, and wakes again in order', async () => {
    const world = createWorld({ spec: { backup: { schedule: '@daily' } } });
    await world.settle();
    const volumes = world.cluster.all('PersistentVolumeClaim');
    world.change({ hibernate: true });
    await world.settle();
    for (const kind of ['Deployment', 'StatefulSet']) {
      for (const object of world.cluster.all(kind))
        expect([object.metadata?.name, (object as { spec?: { replicas?: number } }).spec?.replicas]).toEqual([
          object.metadata?.name,
          0,
        ]);
    }
    expect(world.cluster.all('CronJob')).toMatchObject([{ spec: { suspend: true } }]);
    expect(world.cluster.all('PersistentVolumeClaim')).toEqual(volumes);
    expect(world.condition('Ready')).toMatchObject({ status: 'False', reason: 'Hibernating' });
    expect(world.condition('Progressing')).toMatchObject({ reason: 'Complete' });
    expect(world.owner().status?.hibernatedAt).toBeDefined();
    expect(await world.reconcile()).toBe(0);
    world.change({ hibernate: false });
    await world.settle();
    expect(world.condition('Ready')).toMatchObject({ status: 'True' });
    expect(world.owner().status?.hibernatedAt).toBeUndefined();
    expect(world.deployment('music-api')?.spec?.replicas).toBe(1);
  });

  test.each(['music-redis', 'music-postgres'])('is not complete while %s still runs', async (name) => {
    const world = createWorld();
    await world.settle();
    world.mayBeReady = ({ metadata }) => metadata?.name !== name;
    world.change({ hibernate: true });
    await world.settle();
    expect(world.owner().status?.hibernatedAt).toBeUndefined();
    world.mayBeReady = () => true;
    await world.settle();
    expect(world.owner().status?.hibernatedAt).toBeDefined();
  });
});

describe('a restore', () => {
  test('takes the product down, restores, migrates, remembers, and brings it back', async () => {
    const world = createWorld({ spec: { backup: { schedule: '@daily' } } });
    await world.settle();
    const log: string[] = [];
    watchApplies(world, (object) => {
      const replicas = (object as { spec?: { replicas?: number } }).spec?.replicas;
      const line = `${object.kind ?? ''} ${(object.metadata?.name ?? '').replace(/-[0-9a-f]{8}$/u, '')}${replicas === undefined ? '' : ` ${String(replicas)}`}`;
      if (/^Job|music-api [01]/u.test(line) && log.at(-1) !== line) log.push(line);
    });
    world.change({ restoreFrom: { backup: 'music-20261121T030000Z' } });
    await world.settle();
    expect(log).toEqual(['Deployment music-api 0', 'Job music-restore', 'Job music-migrate', 'Deployment music-api 1']);
    expect(world.owner().status).toMatchObject({ restoredFrom: 'music-20261121T030000Z' });
    expect(world.condition('Ready')).toMatchObject({ status: 'True' });
    expect(world.cluster.all('CronJob')).toMatchObject([{ spec: { suspend: false } }]);
  });

  test('that fails says why and leaves the product down', async () => {
    const world = createWorld({ spec: { backup: { schedule: '@daily' } } });
    await world.settle();
    world.fails = ({ metadata }) => (metadata?.name?.includes('restore') ? 'There is no backup nope.' : undefined);
    world.change({ restoreFrom: { backup: 'nope' } });
    await world.settle();
    expect(world.condition('DatabaseReady')).toMatchObject({
      status: 'False',
      reason: 'RestoreFailed',
      message: expect.stringContaining('There is no backup nope.'),
    });
    expect(world.deployment('music-api')?.spec?.replicas).toBe(0);
    world.fails = () => undefined;
    world.change({ restoreFrom: { backup: 'music-20261121T030000Z' } });
    await world.settle();
    expect(world.condition('Ready')).toMatchObject({ status: 'True' });
  });
});

test('a paused installation is left as it is, and reported on', async () => {
  const world = createWorld();
  await world.settle();
  world.change({ paused: true, api: { replicas: 3 } });
  const before = world.cluster.writes.length;
  await world.settle();
  expect(world.cluster.writes.slice(before)).toEqual(['status SideTrack music']);
  expect(world.condition('Ready')).toMatchObject({ status: 'Unknown', reason: 'Paused' });
  expect(world.condition('Progressing')).toMatchObject({ reason: 'Paused' });
});

test('credentials that are gone while data is kept are never made anew', async () => {
  const world = createWorld();
  await world.settle();
  world.cluster.remove(refTo('Secret', 'music-credentials', 'v1'));
  await world.settle();
  expect(world.cluster.all('Secret')).toEqual([]);
  expect(world.condition('DatabaseReady')).toMatchObject({
    status: 'False',
    reason: 'CredentialsMissing',
    message: expect.stringContaining('the volume data-music-postgres-0 that it opens is still there'),
  });
  expect(world.condition('Progressing')).toMatchObject({ reason: 'Blocked' });
});

test('what is taken out of the spec is removed, and what holds data is not', async () => {
  const world = createWorld({
    spec: { site: { replicas: 2, ingress: { host: 'music.example.org' } }, backup: { schedule: '@daily' } },
  });
  await world.settle();
  expect(world.cluster.all('Ingress')).toHaveLength(1);
  const owner = world.owner();
  const spec = { ...owner.spec };
  delete spec.backup;
  world.cluster.put({
    ...owner,
    spec: { ...spec, site: {}, cache: { enabled: false }, networkPolicy: { enabled: false } },
  });
  await world.settle();
  const kinds = Object.keys(world.children()).join('\n');
  expect(kinds).not.toMatch(/Ingress|PodDisruptionBudget NAME-site|CronJob|redis|NetworkPolicy/u);
  expect(kinds).toMatch(/PersistentVolumeClaim NAME-backups/u);
});

test('a database on a new volume gets its schemas anew', async () => {
  const world = createWorld();
  await world.settle();
  const claim = world.cluster.all('PersistentVolumeClaim')[0]!;
  world.cluster.remove(refTo('PersistentVolumeClaim', claim.metadata?.name ?? '', 'v1'));
  world.cluster.put({
    ...claim,
    metadata: { ...claim.metadata, uid: 'another', creationTimestamp: '2026-01-01T00:05:00Z' },
  });
  const before = world.cluster.writes.length;
  await world.reconcile();
  expect(world.cluster.writes.slice(before)).toContainEqual(
    expect.stringMatching(/^delete Job music-temporal-schema-/u),
  );
  world.cluster.remove(refTo('PersistentVolumeClaim', claim.metadata?.name ?? '', 'v1'));
  await world.settle();
  expect(world.condition('Ready')).toMatchObject({ status: 'True' });
});
