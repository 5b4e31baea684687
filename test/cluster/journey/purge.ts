import { waitUntil } from '../../e2e/support/installation.ts';
import type { Journey } from '../support/journey.ts';
import { psql } from '../support/postgres.ts';

export function testPurge(journey: Journey): void {
  const { cluster, namespace, name } = journey;
  const ask = (sql: string): Promise<string> => psql(cluster, { namespace, name }, sql);

  test('a Tenant with Purge is deleted: not one of its rows is left', async () => {
    const user = await ask(`SELECT id FROM users WHERE handle = 'ada'`);
    expect(user).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(await ask(`SELECT count(*) FROM listens WHERE user_id = '${user}'`))).toBe(journey.expectedListens);
    await cluster.kubectl(['delete', 'tenant', 'ada', '-n', namespace, '--timeout=120s']);
    expect(await cluster.get('tenant', 'ada', namespace)).toBeNull();
    expect(await ask(`SELECT count(*) FROM users WHERE id = '${user}' OR handle = 'ada'`)).toBe('0');
    const dump = await cluster.kubectl([
      ...['exec', '-n', namespace, `${name}-postgres-0`, '-c', 'postgres', '--'],
      ...['pg_dump', '-U', 'sidetrack', '-d', 'sidetrack', '--data-only', '--inserts'],
    ]);
    expect(dump.split('\n').filter((line) => line.includes(user))).toEqual([]);
    expect((await journey.listener.fetch('/api/v1/overview')).status).toBe(401);
  }, 240_000);

  test('the other tenant is still there', async () => {
    await waitUntil(async () => (await ask(`SELECT count(*) FROM users WHERE handle = 'bob'`)) === '1', {
      seconds: 10,
      what: () => 'bob to be there',
    });
  }, 30_000);
}
