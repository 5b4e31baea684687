import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { conditionOf, type Live } from '../support/cluster.ts';
import { untilCondition } from '../support/installed.ts';
import type { Journey } from '../support/journey.ts';
import { untilAtRest } from '../support/listener.ts';
import { psql } from '../support/postgres.ts';
import { waitUntil } from '../../e2e/support/installation.ts';

const KINDS =
  'deployments,statefulsets,services,networkpolicies,serviceaccounts,cronjobs,poddisruptionbudgets,configmaps';
const OURS = 'app.kubernetes.io/managed-by=sidetrack-operator';

export function testRecovery(journey: Journey): void {
  const { cluster, namespace, name } = journey;
  const children = async (): Promise<Live[]> => cluster.list(KINDS, namespace, OURS);
  const named = async (): Promise<string[]> => (await children()).map(({ metadata }) => metadata.name).sort();
  const ready = (seconds = 180) => untilCondition(cluster, { kind: 'sidetrack', name, namespace }, { seconds });
  /** Nothing lost, nothing twice: the same listens, and nothing left to do. */
  const whole = () => untilAtRest(journey.listener, { listens: journey.expectedListens, withAudio: 20, seconds: 240 });

  test('an operator with nothing to do writes nothing', async () => {
    const versions = async () =>
      (await children()).map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`);
    await ready();
    const before = { children: await versions(), self: (await cluster.get('sidetrack', name, namespace))!.metadata };
    await pause(30_000);
    expect(await versions()).toEqual(before.children);
    expect((await cluster.get('sidetrack', name, namespace))!.metadata.resourceVersion).toBe(
      before.self.resourceVersion,
    );
  }, 120_000);

  test('a child that somebody deletes comes back', async () => {
    const before = await named();
    await cluster.kubectl([
      'delete',
      '-n',
      namespace,
      `deployment/${name}-api`,
      `service/${name}-site`,
      `networkpolicy/${name}-worker-extract`,
    ]);
    await waitUntil(async () => (await named()).join() === before.join(), {
      seconds: 60,
      what: () => 'the deleted children',
    });
    await ready();
  }, 300_000);

  test('a child that somebody edits is put back', async () => {
    const edit = JSON.stringify({ spec: { replicas: 0, template: { metadata: { labels: { edited: 'by-hand' } } } } });
    await cluster.kubectl(['patch', '-n', namespace, `deployment/${name}-site`, '--type=merge', '-p', edit]);
    await waitUntil(
      async () => {
        const live = (await cluster.get('deployment', `${name}-site`, namespace)) as {
          spec?: { replicas?: number };
        } | null;
        return live?.spec?.replicas === 1;
      },
      { seconds: 60, what: () => 'the site to have its replica again' },
    );
    await ready();
  }, 300_000);

  test('every pod is killed once: each comes back and no listen is lost or doubled', async () => {
    const pods = (await cluster.list('pods', namespace, OURS)).filter(({ status }) => status?.['phase'] === 'Running');
    expect(pods.length).toBeGreaterThanOrEqual(9);
    for (const { metadata } of pods) {
      await cluster.kubectl([
        'delete',
        'pod',
        metadata.name,
        '-n',
        namespace,
        '--grace-period=0',
        '--force',
        '--ignore-not-found',
      ]);
      await pause(2000);
    }
    journey.expectedListens += await newListen(journey, 'Killed Pods');
    await ready(240);
    await whole();
  }, 600_000);

  test('the API server is away for a minute: listeners notice nothing, and the operator goes on after it', async () => {
    await cluster.halt('kube-apiserver');
    try {
      for (let second = 0; second < 60; second += 5) {
        expect((await journey.listener.fetch('/api/v1/overview')).status).toBe(200);
        await pause(5000);
      }
    } finally {
      await cluster.resume('kube-apiserver');
    }
    await waitUntil(
      () =>
        cluster.kubectl(['get', '--raw', '/readyz']).then(
          () => true,
          () => false,
        ),
      {
        seconds: 60,
        what: () => 'the API server',
      },
    );
    await cluster.kubectl(['delete', '-n', namespace, `service/${name}-api`]);
    await waitUntil(async () => (await cluster.get('service', `${name}-api`, namespace)) !== null, {
      seconds: 90,
      what: () => 'the operator to act again',
    });
    await ready();
    await whole();
  }, 600_000);

  test('the status says that the database does not answer, and when it does again', async () => {
    await cluster.halt('postgres');
    try {
      await untilDatabase('False', 120);
      expect(conditionOf(await cluster.get('sidetrack', name, namespace), 'Ready').status).toBe('False');
    } finally {
      await cluster.resume('postgres');
    }
    await ready();
    await whole();
  }, 500_000);

  test('the volume of the database is full: the status says so, and nothing is lost once there is room', async () => {
    const claim = (await cluster.get('pvc', `data-${name}-postgres-0`, namespace)) as {
      spec?: { volumeName?: string };
    } | null;
    const filler = join(cluster.volumeFolder(claim?.spec?.volumeName ?? 'none'), 'filler');
    await cluster.shell('sh', '-c', `cat /dev/zero > ${filler} 2>/dev/null; true`);
    try {
      journey.expectedListens += await newListen(journey, 'Full Disk');
      await psql(cluster, { namespace, name }, 'CHECKPOINT').catch(() => undefined);
      await psql(cluster, { namespace, name }, 'CREATE TABLE filled AS SELECT generate_series(1, 3000000)').catch(
        () => undefined,
      );
      await untilDatabase('False', 180);
    } finally {
      await cluster.shell('rm', '-f', filler);
    }
    await ready(240);
    await psql(cluster, { namespace, name }, 'DROP TABLE IF EXISTS filled');
    await whole();
  }, 700_000);

  async function untilDatabase(status: string, seconds: number): Promise<void> {
    let last = '';
    await waitUntil(
      async () => {
        const found = conditionOf(await cluster.get('sidetrack', name, namespace), 'DatabaseReady');
        last = `${found.status} ${found.reason}: ${found.message}`;
        return found.status === status;
      },
      { seconds, what: () => `DatabaseReady to be ${status}; it is ${last}` },
    );
    console.info(`DatabaseReady is ${last}`);
  }
}

let invented = 0;

/** Tells the service of one more play. */
async function newListen(journey: Journey, track: string): Promise<number> {
  invented += 1;
  await journey.fakes.addListens('ada', [
    {
      listenedAt: Math.floor(Date.now() / 1000) - 60 - invented,
      artist: 'After the Storm',
      track: `${track} ${invented}`,
    },
  ]);
  return 1;
}
