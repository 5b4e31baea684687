import { API_VERSION } from '../api/index.ts';
import type { TestNamespace } from '../api/test-tools.ts';
import { ask, makeNamespace } from '../api/test-tools.ts';
import type { FakeInstallationApi } from '../installation-api/test-tools.ts';
import { startFakeInstallationApi } from '../installation-api/test-tools.ts';
import { runPlugin } from './run.ts';

let namespace: TestNamespace;
let api: FakeInstallationApi;
const base64 = (text: string) => Buffer.from(text).toString('base64');

beforeAll(async () => {
  namespace = await makeNamespace();
  api = await startFakeInstallationApi();
  const spec = { database: { embedded: {} }, temporal: { embedded: {} }, backup: { schedule: '@daily' } };
  await namespace.send('POST', 'sidetracks', {
    apiVersion: API_VERSION,
    kind: 'SideTrack',
    metadata: { name: 'home' },
    spec,
  });
  await namespace.send('POST', 'tenants', {
    apiVersion: API_VERSION,
    kind: 'Tenant',
    metadata: { name: 'mara' },
    spec: { installation: 'home' },
  });
  await secret('home-credentials', { serviceToken: 'service-token' });
  const key = `${namespace.name}.mara`;
  const state = {
    key,
    userId: 'u',
    state: 'active',
    listens: 1,
    tracks: 1,
    coverage: 1,
    lastSyncedAt: null,
    problem: null,
  } as const;
  const body = { handle: 'mara' } as never;
  api.installation(namespace.name, 'home').tenants.set(key, { body, state, rows: 0, tokens: new Map(), runs: [] });
});
afterAll(async () => {
  await api.stop();
  await namespace.remove();
});

const inNamespace = (group: string, rest: string) => `${group}/namespaces/${namespace.name}/${rest}`;
const secret = (name: string, values: Record<string, string>) =>
  ask('POST', inNamespace('/api/v1', 'secrets'), {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, base64(value)])),
  });

async function run(...argv: string[]): Promise<{ code: number; out: string; said: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const place = ['--kubeconfig', process.env['SIDETRACK_TEST_KUBECONFIG'] ?? '', '-n', namespace.name];
  const code = await runPlugin([...argv, ...place], {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 10)),
    reachApi: () => Promise.resolve({ urlTemplate: api.urlTemplate, close: () => Promise.resolve() }),
  });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
const home = async () => (await namespace.send('GET', 'sidetracks/home')).body.spec;

it('status finds the only installation of the namespace and its listeners', async () => {
  const { code, out } = await run('status');
  expect(code).toBe(0);
  expect(out).toMatch(/^home: the operator has not looked at it yet/);
  expect(out).toMatch(/\n {2}Backup {4}none yet \(@daily UTC\)\n/);
  expect(out).toMatch(/\n {2}mara /);
});

it('hibernate, wake, pause and resume change one switch each', async () => {
  expect(await run('hibernate')).toMatchObject({ code: 0, out: expect.stringContaining('all data is kept') });
  expect(await home()).toMatchObject({ hibernate: true, paused: false });
  expect(await run('wake')).toMatchObject({ code: 0 });
  expect(await run('pause', '--installation', 'home')).toMatchObject({ code: 0 });
  expect(await home()).toMatchObject({ hibernate: false, paused: true });
  expect(await run('resume')).toMatchObject({ code: 0 });
  expect(await home()).toMatchObject({ hibernate: false, paused: false });
});

it('restore says what is lost, does it when told so, and again when asked again', async () => {
  const refused = await run('restore', 'home-20261122T030000Z');
  expect(refused).toMatchObject({
    code: 1,
    said: expect.stringMatching(/would be lost\. Make a backup of now first .* write --yes\.$/),
  });
  expect(await home()).not.toHaveProperty('restoreFrom');

  expect(await run('restore', 'home-20261122T030000Z', '--yes')).toMatchObject({ code: 0 });
  expect(await home()).toMatchObject({ restoreFrom: { backup: 'home-20261122T030000Z' } });

  await status({ restoredFrom: 'home-20261122T030000Z' });
  const again = run('restore', 'home-20261122T030000Z', '--yes');
  while ((await home())?.['restoreFrom'] !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  await status({});
  expect(await again).toMatchObject({ code: 0 });
  expect(await home()).toMatchObject({ restoreFrom: { backup: 'home-20261122T030000Z' } });

  await status({ restoredFrom: 'home-20261122T030000Z' });
  expect(await run('hibernate')).toMatchObject({ code: 0 });
  expect(await home()).not.toHaveProperty('restoreFrom');
  await run('wake');
});

async function status(value: object): Promise<void> {
  const { body } = await namespace.send('GET', 'sidetracks/home');
  const answer = await namespace.send('PUT', 'sidetracks/home/status', { ...body, status: value });
  expect([answer.code, answer.body.message]).toEqual([200, undefined]);
}

describe('backup', () => {
  it('says what to write where none are made', async () => {
    expect(await run('backup')).toMatchObject({ code: 1, said: expect.stringContaining('write spec.backup.schedule') });
  });

  it('makes a Job from the CronJob', async () => {
    const container = { name: 'backup', image: 'x', command: ['true'] };
    const template = { spec: { containers: [container], restartPolicy: 'Never' } };
    const made = await ask('POST', inNamespace('/apis/batch/v1', 'cronjobs'), {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'home-backup' },
      spec: {
        schedule: '@daily',
        suspend: true,
        jobTemplate: {
          metadata: { labels: { 'app.kubernetes.io/component': 'backup' } },
          spec: { backoffLimit: 0, template },
        },
      },
    });
    expect(made.code).toBe(201);
    expect(await run('backup', '--no-wait')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The backup Job home-backup-\d{17} was made/),
    });
    const { body } = await ask('GET', inNamespace('/apis/batch/v1', 'jobs'));
    expect(body['items']).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({
          labels: expect.objectContaining({ 'app.kubernetes.io/component': 'backup' }),
          annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
          ownerReferences: [expect.objectContaining({ kind: 'CronJob', name: 'home-backup', controller: true })],
        }),
      }),
    ]);
    await pendingPod();
  });

  it.each([
    ['Succeeded', 0, { code: 0, out: 'Backup made: home-20261122T030000Z 4096 bytes' }],
    [
      'Failed',
      1,
      {
        code: 1,
        said: expect.stringMatching(/The backup failed\. home-\S+ 4096 bytes kubectl logs job\/home-backup-/),
      },
    ],
  ])('waits for the Job, and says what it said last (%s)', async (phase, exitCode, expected) => {
    const waiting = run('backup');
    const pod = await pendingPod();
    const terminated = { exitCode, message: 'home-20261122T030000Z 4096 bytes\n', ...ENDED };
    const containerStatuses = [
      { name: 'backup', image: 'x', imageID: 'x', ready: false, restartCount: 0, state: { terminated } },
    ];
    const path = inNamespace('/api/v1', `pods/${pod.metadata.name}/status`);
    // Of whatever version: controllers write to the pod in the meantime.
    const metadata = { ...pod.metadata, resourceVersion: undefined };
    const answer = await ask('PUT', path, { ...pod, metadata, status: { ...pod.status, phase, containerStatuses } });
    expect([answer.code, answer.body.message]).toEqual([200, undefined]);
    expect(await waiting).toMatchObject(expected);
  });

  const ENDED = { startedAt: '2026-11-22T03:00:00Z', finishedAt: '2026-11-22T03:00:01Z', reason: 'Ended' };

  /** The pod of the newest Job, which no node of this cluster runs. */
  async function pendingPod() {
    for (let attempt = 0; attempt < 400; attempt++) {
      const { body } = await ask('GET', inNamespace('/api/v1', 'pods'));
      const pods = body['items'] as { metadata: { name: string }; status: { phase: string } }[];
      const pending = pods.find(({ metadata, status: { phase } }) => phase === 'Pending' && !seen.has(metadata.name));
      if (pending) {
        seen.add(pending.metadata.name);
        return pending;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The Job made no pod within 20 s.');
  }
  const seen = new Set<string>();
});

describe('a listener', () => {
  it('is analysed now', async () => {
    expect(await run('analyse', 'mara')).toMatchObject({ code: 0, out: 'mara: Begun: job-1.' });
    expect(api.requests.at(-1)).toBe(`POST /tenants/${namespace.name}.mara/analyse`);
  });

  it('has logs: its runs, and what workers said', async () => {
    expect(await run('logs', 'mara')).toMatchObject({ code: 0, out: expect.stringContaining('no run yet') });
    const run1 = {
      workflowId: 'sync-listens/1',
      runId: 'r',
      workflow: 'SyncListens',
      state: 'done',
      message: '3 new listens',
    };
    const times = { startedAt: new Date().toISOString(), closedAt: new Date().toISOString() };
    api
      .installation(namespace.name, 'home')
      .tenants.get(`${namespace.name}.mara`)
      ?.runs.push({ ...run1, ...times });
    const { code, out } = await run('logs', 'mara');
    expect(code).toBe(0);
    expect(out).toMatch(/SyncListens {2}done .* 3 new listens\n\nWhat the workers said about SyncListens/);
  });

  it('gets a token, or the one of its Secret', async () => {
    const minted = await run('token', 'mara');
    expect(minted).toMatchObject({ code: 0, out: expect.stringMatching(/^st_.*mara_\d+$/) });
    const spec = { installation: 'home', apiTokenSecretName: 'mara-token' };
    const { body } = await namespace.send('GET', 'tenants/mara');
    await namespace.send('PUT', 'tenants/mara', { ...body, spec: { ...body.spec, ...spec } });
    expect(await run('token', 'mara')).toMatchObject({ code: 1, said: expect.stringContaining('has no token yet') });
    await secret('mara-token', { token: 'st_from_secret' });
    expect(await run('token', 'mara')).toMatchObject({ code: 0, out: 'st_from_secret' });
  });

  it('that is not there is told so', async () => {
    expect(await run('analyse', 'jon')).toMatchObject({
      code: 1,
      said: expect.stringContaining('kubectl get tenants lists those there are'),
    });
  });
});

it('several installations in one namespace: one must be chosen', async () => {
  const spec = { database: { embedded: {} }, temporal: { embedded: {} } };
  await namespace.send('POST', 'sidetracks', {
    apiVersion: API_VERSION,
    kind: 'SideTrack',
    metadata: { name: 'other' },
    spec,
  });
  expect(await run('status')).toMatchObject({
    code: 1,
    said: expect.stringContaining('write --installation with one of home, other'),
  });
  expect(await run('status', '-i', 'third')).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no SideTrack third'),
  });
  expect(await run('status', '-i', 'other')).toMatchObject({ code: 0 });
});

it('a cluster that does not answer, a context that is not there', async () => {
  expect(await run('status', '--context', 'nowhere')).toMatchObject({
    code: 1,
    said: expect.stringContaining('has no context nowhere'),
  });
});
