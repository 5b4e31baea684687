import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { IngestActivities } from '@sidetrack/activities';
import { findTemporal } from '@sidetrack/cli/temporal';
import { createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { temporalWorkflows } from '../../api/src/jobs/temporal.ts';
import { UnknownVersionError, type Workflows, WorkflowsUnavailableError } from '../../api/src/jobs/workflows.ts';

/** One that the server does not have: the workers make it. */
const NAMESPACE = 'sidetrack-of-a-test';
const AUTO_UPGRADE = 2;
const workerMain = fileURLToPath(new URL('../../activities/dist/worker-main.js', import.meta.url));

let env: TestWorkflowEnvironment;
let database: TestDatabase;
let api: Workflows;
let client: Client;
const children: ChildProcess[] = [];
/** Lets an activity go on that a test holds. */
let release = (): void => undefined;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  database = await createTestDatabase();
  // SIDETRACK_TEST_TEMPORAL_ADDRESS: a server of one's own to try it on, of another version say.
  const address = process.env.SIDETRACK_TEST_TEMPORAL_ADDRESS;
  env = await (address === undefined ? localServer() : TestWorkflowEnvironment.createFromExistingServer({ address }));
  client = new Client({ connection: env.connection, namespace: NAMESPACE });
  api = temporalWorkflows({ address: env.address, namespace: NAMESPACE });
}, 60_000);

function localServer(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: findTemporal() },
      log: { format: 'json', level: 'error' },
      // A version is called drained three minutes after its last workflow, so that this test would take as long.
      extraArgs: ['VisibilityGracePeriod', 'RefreshInterval'].flatMap((name) => [
        '--dynamic-config-value',
        `matching.wv.VersionDrainageStatus${name}="1s"`,
      ]),
    },
  });
}
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await api.close();
  await env.teardown();
  await database.drop();
});

interface RunningWorker {
  readonly child: ChildProcess;
  probe(path: string): Promise<number>;
  /** What it wrote, once it has ended. */
  readonly ended: Promise<{ code: number | null; text: string }>;
}

async function startWorker(buildId: string | undefined, ...args: string[]): Promise<RunningWorker> {
  const port = await freePort();
  const child = spawn(process.execPath, [workerMain, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SIDETRACK_MODE: 'hosted',
      SIDETRACK_DATABASE_URL: database.appUrl,
      SIDETRACK_TEMPORAL_ADDRESS: env.address,
      SIDETRACK_TEMPORAL_NAMESPACE: NAMESPACE,
      SIDETRACK_PROBE_PORT: String(port),
      ...(buildId !== undefined && { SIDETRACK_WORKER_BUILD_ID: buildId }),
    },
  });
  children.push(child);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return {
    child,
    probe: async (path) => (await fetch(`http://127.0.0.1:${String(port)}${path}`).catch(() => null))?.status ?? 0,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, text }))),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await condition());) {
    if (Date.now() > end)
      throw new Error(`Not within ${String(seconds)} s: ${what}. ${JSON.stringify(await api.versions())}`);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

const nameCurrent = (buildId: string): Promise<void> =>
  until(`${buildId} is current`, () =>
    api.setCurrentVersion(buildId).then(
      () => true,
      (error: unknown) => {
        // Both are what the operator comes back after.
        if (error instanceof UnknownVersionError || error instanceof WorkflowsUnavailableError) return false;
        throw error;
      },
    ),
  );
const statusOf = async (buildId: string): Promise<string | undefined> =>
  (await api.versions()).versions.find((version) => version.buildId === buildId)?.status;
const versioningOf = async (workflowId: string) => {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.versioningInfo;
};
const syncListens = (connectionId: string) =>
  client.workflow.start('SyncListens', {
    workflowId: `sync-listens/${connectionId}`,
    taskQueue: 'sidetrack',
    args: [{ connectionId }],
  });

test('an upgrade while workflows run: they end on their version, new ones begin on the next, the old one drains', async () => {
  const held = new Promise<void>((resolve) => (release = resolve));
  const pullListens: IngestActivities['pullListens'] = async ({ connectionId }) => {
    if (connectionId.endsWith('1')) await held;
    return { pages: 1, imported: 1, duplicates: 0, complete: true };
  };

  const v1 = await startWorker('v1', '--queues', 'sidetrack');
  await until('v1 is ready', async () => (await v1.probe('/readyz')) === 200);
  expect([await v1.probe('/healthz'), await v1.probe('/metrics')]).toEqual([200, 200]);
  const ingest = await Worker.create({
    connection: env.nativeConnection,
    namespace: NAMESPACE,
    taskQueue: 'ingest',
    activities: { pullListens },
  });
  // Whatever fails in it, the worker can end.
  const upgrade = async (): Promise<void> => {
    expect((await api.versions()).current).toBeNull();
    await nameCurrent('v1');
    const old = await syncListens('00000000-0000-4000-8000-000000000001');
    await until(
      'the old one runs on v1',
      async () => (await versioningOf(old.workflowId))?.deploymentVersion?.buildId === 'v1',
    );

    const v2 = await startWorker('v2', '--queues', 'sidetrack');
    await nameCurrent('v2');
    await until('v1 drains', async () => (await statusOf('v1')) === 'draining');
    expect((await api.versions()).versions.map(({ buildId, pollers }) => [buildId, pollers > 0])).toEqual([
      ['v2', true],
      ['v1', true],
    ]);
    const young = await syncListens('00000000-0000-4000-8000-000000000002');
    await young.result();
    expect((await versioningOf(young.workflowId))?.deploymentVersion?.buildId).toBe('v2');
    await until(
      'the dispatcher moved over',
      async () => (await versioningOf('dispatcher'))?.deploymentVersion?.buildId === 'v2',
    );
    expect((await versioningOf('dispatcher'))?.behavior).toBe(AUTO_UPGRADE);

    expect(await statusOf('v1')).toBe('draining');
    release();
    await old.result();
    expect((await versioningOf(old.workflowId))?.deploymentVersion?.buildId).toBe('v1');
    await until('v1 is drained', async () => (await statusOf('v1')) === 'drained');

    for (const { child } of [v1, v2]) child.kill('SIGTERM');
    for (const { code, text } of [await v1.ended, await v2.ended]) {
      expect(code).toBe(0);
      expect(text).toContain('it got SIGTERM');
    }
  };
  await ingest.runUntil(upgrade().finally(release));
  const { count } = await client.workflow.count(`ExecutionStatus != 'Running' AND ExecutionStatus != 'Completed'`);
  expect(count).toBe(0);
  const runs = await api.runs(['sync-listens/00000000-0000-4000-8000-000000000001']);
  expect(runs).toMatchObject([{ workflow: 'SyncListens', state: 'done', message: null }]);
}, 180_000);

test('a run that failed, and one that is being retried, say why', async () => {
  const pullListens: IngestActivities['pullListens'] = () => {
    throw new Error('ListenBrainz takes a rest.');
  };
  const v3 = await startWorker('v3', '--queues', 'sidetrack');
  const ingest = await Worker.create({
    connection: env.nativeConnection,
    namespace: NAMESPACE,
    taskQueue: 'ingest',
    activities: { pullListens },
  });
  await ingest.runUntil(async () => {
    await nameCurrent('v3');
    const { workflowId } = await syncListens('00000000-0000-4000-8000-000000000003');
    const message = async (): Promise<string | null> => (await api.runs([workflowId]))[0]?.message ?? null;
    await until('it is being retried', async () => (await message()) === 'ListenBrainz takes a rest.');
    await client.workflow.getHandle(workflowId).terminate();
    await until('it was terminated', async () => (await message()) === 'It ended as terminated.');
  });
  v3.child.kill('SIGTERM');
  expect((await v3.ended).code).toBe(0);
}, 120_000);

test('a worker that drains ends by itself once nothing is to be done', async () => {
  const worker = await startWorker(undefined, '--queues', 'extract-gpu', '--drain', '--idle-seconds', '2');
  const { code, text } = await worker.ended;
  expect(code).toBe(0);
  expect(text).toContain('Stopped: it has drained.');
}, 60_000);
