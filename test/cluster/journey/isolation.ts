import { untilCondition } from '../support/installed.ts';
import type { Journey } from '../support/journey.ts';
import { listenerOf } from '../support/listener.ts';

/** Opens a connection from inside a pod and says what came of it. */
const CONNECT = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port), timeout: 4000 });
const say = (word) => { console.log(word); process.exit(0); };
socket.on('connect', () => say('open')).on('timeout', () => say('closed')).on('error', (error) => say(error.code === 'ECONNREFUSED' ? 'refused' : 'closed'));
`;

export function testIsolation(journey: Journey): void {
  const { cluster, namespace, name } = journey;
  const inside = (pod: string, ...command: string[]): Promise<string> =>
    cluster.kubectl(['exec', '-n', namespace, pod, '--', ...command]);
  const connection = async (pod: string, host: string, port: number): Promise<string> =>
    (await inside(pod, 'node', '-e', CONNECT, host, String(port))).trim();
  const extract = `deploy/${name}-worker-extract`;

  test.each([
    ['postgres', 5432],
    ['temporal', 7233],
  ])(
    'an extract pod reaches %s',
    async (service, port) => {
      expect(await connection(extract, `${name}-${service}`, port)).toBe('open');
    },
    60_000,
  );

  test.each([
    ['the cache', () => `${name}-redis`, 6379],
    ['the API', () => `${name}-api`, 8000],
    ['the site', () => `${name}-site`, 8080],
    ['Temporal’s UI', () => `${name}-temporal-ui`, 8080],
    ['another namespace', () => journey.fakes.host, 8101],
    ['the API server', () => cluster.network.nodeAddress, 6443],
    ['the machine outside', () => cluster.network.hostAddress, 22],
  ])(
    'an extract pod does not reach %s',
    async (_, host, port) => {
      expect(await connection(extract, host(), port)).toBe('closed');
    },
    60_000,
  );

  test('ingest reaches the outside services; the extract pods’ silence is the policy’s doing', async () => {
    expect(await connection(`deploy/${name}-worker-ingest`, journey.fakes.host, 8101)).toBe('open');
    expect(await connection(`deploy/${name}-api`, `${name}-redis`, 6379)).toBe('open');
  }, 60_000);

  test('the audio is mounted read-only', async () => {
    const write = `try { require('node:fs').writeFileSync('/audio/x', ''); console.log('written'); } catch (error) { console.log(error.code); }`;
    expect((await inside(extract, 'node', '-e', write)).trim()).toBe('EROFS');
    expect((await inside(`deploy/${name}-worker-ingest`, 'node', '-e', write)).trim()).toBe('EROFS');
  }, 60_000);

  test('no pod has a token of the cluster', async () => {
    const look = `console.log(require('node:fs').existsSync('/var/run/secrets/kubernetes.io/serviceaccount'))`;
    for (const pod of [extract, `deploy/${name}-worker-ingest`, `deploy/${name}-api`])
      expect((await inside(pod, 'node', '-e', look)).trim()).toBe('false');
  }, 60_000);

  test('one tenant’s token opens nothing of another', async () => {
    await cluster.apply([
      {
        apiVersion: 'sidetrack.network/v1alpha1',
        kind: 'Tenant',
        metadata: { name: 'bob', namespace },
        spec: { apiTokenSecretName: 'bob-api-token', audioSubPath: 'bob', deletionPolicy: 'Purge' },
      },
    ]);
    await untilCondition(cluster, { kind: 'tenant', name: 'bob', namespace }, { seconds: 60 });
    const bob = await listenerOf(cluster, { namespace, site: `${name}-site`, tokenSecret: 'bob-api-token' });
    expect((await bob.overview()).listens.total).toBe(0);
    expect((await bob.fetch('/api/v1/overview', { headers: { 'x-user-id': 'ada' } })).status).toBe(403);
    const recent = await (await bob.fetch('/api/v1/listens/recent')).text();
    expect(recent).toBe('{"listens":[],"next":null}');
    expect((await bob.fetch('/internal/v1/tenants')).status).toBe(404);
  }, 150_000);
}
