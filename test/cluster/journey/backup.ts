import { conditionOf } from '../support/cluster.ts';
import { untilCondition } from '../support/installed.ts';
import type { Journey } from '../support/journey.ts';
import { untilAtRest } from '../support/listener.ts';
import { checksums, psql } from '../support/postgres.ts';
import { waitUntil } from '../../e2e/support/installation.ts';

export function testBackup(journey: Journey): void {
  const { cluster, namespace, name } = journey;
  const place = { namespace, name };
  let before: Record<string, string>;
  let backup = '';

  test('a backup is made on demand and named in the status', async () => {
    before = await checksums(cluster, place);
    await cluster.kubectl(['create', 'job', 'by-hand', '-n', namespace, `--from=cronjob/${name}-backup`]);
    await cluster.kubectl(['wait', '--for=condition=Complete', 'job/by-hand', '-n', namespace, '--timeout=120s']);
    await waitUntil(
      async () => {
        const live = await cluster.get('sidetrack', name, namespace);
        backup = (live?.status?.['lastBackup'] as { name?: string } | undefined)?.name ?? '';
        return backup !== '';
      },
      { seconds: 60, what: () => 'status.lastBackup to name the backup' },
    );
  }, 240_000);

  test('the database is dropped and restored: every table has the same rows and checksum', async () => {
    await psql(cluster, { ...place, database: 'postgres' }, 'DROP DATABASE sidetrack WITH (FORCE)');
    await cluster.kubectl([
      'patch',
      'sidetrack',
      name,
      '-n',
      namespace,
      '--type=merge',
      '-p',
      JSON.stringify({ spec: { restoreFrom: { backup } } }),
    ]);
    await waitUntil(
      async () => (await cluster.get('sidetrack', name, namespace))?.status?.['restoredFrom'] === backup,
      {
        seconds: 180,
        what: () => `status.restoredFrom to be ${backup}`,
      },
    ).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await cluster.describe(namespace)}`);
    });
    expect(await checksums(cluster, place)).toEqual(before);
    await untilCondition(cluster, { kind: 'sidetrack', name, namespace }, { seconds: 240 });
    await untilAtRest(journey.listener, { listens: journey.expectedListens, withAudio: 20, seconds: 240 });
    expect(conditionOf(await cluster.get('sidetrack', name, namespace), 'Ready').status).toBe('True');
  }, 720_000);
}
