import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { API_VERSION } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace } from './test-tools.ts';

const run = promisify(execFile);
let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

const HOUR_MS = 3_600_000;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

/** What kubectl prints: the columns' names, then a row of cells for each object. */
async function kubectl(...args: string[]): Promise<string> {
  const all = ['--kubeconfig', process.env['SIDETRACK_TEST_KUBECONFIG'] ?? '', '--namespace', namespace.name, ...args];
  return (await run(process.env['SIDETRACK_TEST_KUBECTL'] ?? 'kubectl', all)).stdout;
}
const cells = (table: string) =>
  table
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().split(/ {2,}/));

async function make(kind: string, name: string, spec: object, status: object): Promise<void> {
  const object = { apiVersion: API_VERSION, kind, metadata: { name }, spec };
  const plural = `${kind.toLowerCase()}s`;
  const { body } = await namespace.send('POST', plural, object);
  const answer = await namespace.send('PUT', `${plural}/${name}/status`, {
    ...object,
    metadata: body.metadata,
    status,
  });
  expect([answer.code, answer.body.message]).toEqual([200, undefined]);
}

const ready = (status: string, reason: string, message: string) => [
  { type: 'Ready', status, reason, message, observedGeneration: 1, lastTransitionTime: ago(0) },
];

it('shows how an installation is', async () => {
  await make(
    'SideTrack',
    'home',
    { database: { embedded: {} }, temporal: { embedded: {} } },
    {
      version: '0.1.0',
      url: 'https://music.example.org',
      lastBackup: { name: 'b', at: ago(5 * HOUR_MS) },
      conditions: ready('False', 'Starting', 'Parts are still starting.'),
    },
  );
  const [head, row] = cells(await kubectl('get', 'st'));
  expect(head).toEqual(['NAME', 'READY', 'REASON', 'VERSION', 'URL', 'AGE']);
  expect(row?.slice(0, 5)).toEqual(['home', 'False', 'Starting', '0.1.0', 'https://music.example.org']);
  expect(row?.[5]).toMatch(/^\d+s$/);
  const [, wide] = cells(await kubectl('get', 'sidetrack', 'home', '-o', 'wide'));
  expect(wide?.slice(6)).toEqual(['5h', 'Parts are still starting.']);
});

it('shows what listeners have', async () => {
  await make(
    'Tenant',
    'mara',
    {},
    {
      listens: 123456,
      tracks: 7890,
      coverage: 0.83,
      lastSyncedAt: ago(2 * HOUR_MS),
      conditions: ready('True', 'Ready', 'The listener is there.'),
    },
  );
  const [head, row] = cells(await kubectl('get', 'tenants'));
  expect(head).toEqual(['NAME', 'LISTENS', 'TRACKS', 'COVERAGE', 'LAST SYNC', 'READY', 'AGE']);
  expect(row?.slice(0, 6)).toEqual(['mara', '123456', '7890', '0.83', '120m', 'True']);
  expect(await kubectl('get', 'sidetrack-all', '-o', 'name')).toBe(
    'sidetrack.sidetrack.network/home\ntenant.sidetrack.network/mara\n',
  );
});

it('explains each field in a sentence', async () => {
  const page = await kubectl('explain', 'sidetrack.spec.database.embedded');
  expect(page.replaceAll(/\s+/g, ' ')).toContain('Its volume is kept when the installation is deleted.');
  expect(page).toMatch(/storage\s+<string>\n\s+Size of the volume\./);
  expect(await kubectl('explain', 'tenant.spec', '--recursive')).not.toContain('<no description>');
});
