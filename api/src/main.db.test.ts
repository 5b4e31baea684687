import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@sidetrack/test';
import type { TestDatabase } from '@sidetrack/test';

/** The built program, as the supervisor starts it. */
const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
let database: TestDatabase;
let dataDir: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(`${tmpdir()}/sidetrack-test-main-`);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
  await rm(dataDir, { recursive: true });
});

interface Started {
  child: ChildProcess;
  /** The first line on standard output; undefined where the process ended without one. */
  ready: Promise<{ ready: boolean; port: number } | undefined>;
  ended: Promise<{ code: number | null; errors: string }>;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      SIDETRACK_DATABASE_URL: database.appUrl,
      SIDETRACK_TEMPORAL_ADDRESS: '127.0.0.1:9',
      SIDETRACK_DATA_DIR: dataDir,
      SIDETRACK_API_PORT: '0',
      SIDETRACK_TIME_ZONE: 'Europe/Lisbon',
      ...env,
    },
  });
  children.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, errors })),
  );
  const line = new Promise<{ ready: boolean; port: number } | undefined>((resolve) => {
    child.stdout
      .setEncoding('utf8')
      .once('data', (text: string) => resolve(JSON.parse(text) as { ready: boolean; port: number }));
    void ended.then(() => resolve(undefined));
  });
  return { child, ready: line, ended };
}

test('says on which port it listens, serves, logs without secrets, and ends in order on SIGTERM', async () => {
  const { child, ready, ended } = start({ SIDETRACK_SECRET_KEY: 'a key of at least thirty-two characters' });
  const line = await ready;
  expect(line).toEqual({ ready: true, port: expect.any(Number) });
  const base = `http://127.0.0.1:${line!.port}`;
  expect(await (await fetch(`${base}/api/v1/overview`)).json()).toMatchObject({
    listener: { handle: 'local', timeZone: 'Europe/Lisbon' },
  });
  expect(await (await fetch(`${base}/api/v1/health`)).json()).toMatchObject({
    status: 'degraded',
    checks: { database: { status: 'ok' }, temporal: { status: 'down' } },
  });
  const stream = await fetch(`${base}/api/v1/events`);
  child.kill('SIGTERM');
  await stream.text();
  const { code, errors } = await ended;
  expect(code).toBe(0);
  const lines = errors
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(lines.find(({ req }) => (req as { path?: string } | undefined)?.path === '/api/v1/overview')).toMatchObject({
    name: 'api',
    level: 'info',
    correlationId: expect.any(String),
    res: { status: 200 },
  });
  expect(errors).not.toMatch(/thirty-two|sidetrack_app:/);
}, 20_000);

test('ends when whoever started it is gone', async () => {
  const { child, ready, ended } = start({ SIDETRACK_LIFELINE: '1' });
  await ready;
  child.stdin!.end();
  expect(await ended).toMatchObject({ code: 0 });
}, 20_000);

test('says in one line that the port is in use', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { ended } = start({ SIDETRACK_API_PORT: String(port) });
  expect(await ended).toEqual({
    code: 1,
    errors: `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or set SIDETRACK_API_PORT to another one.\n`,
  });
  taken.close();
}, 20_000);

test('refuses settings that are wrong or missing, all at once', async () => {
  const { code, errors } = await start({ SIDETRACK_MODE: 'cloud', SIDETRACK_API_PROT: '1' }).ended;
  expect(code).toBe(1);
  expect(errors.trim().split('\n')).toEqual([
    expect.stringContaining('SIDETRACK_API_PROT'),
    expect.stringContaining('SIDETRACK_MODE'),
  ]);
}, 20_000);

test('waits for a database that is not there yet, and stops waiting when told to', async () => {
  const { child, ready, ended } = start({ SIDETRACK_DATABASE_URL: 'postgres://sidetrack_app:x@127.0.0.1:9/none' });
  await new Promise<void>((resolve) =>
    child.stderr!.on('data', (text: string) => text.includes('Waiting for PostgreSQL') && resolve()),
  );
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0 });
  expect(await ready).toBeUndefined();
}, 20_000);

test('two that start at once make one local user', async () => {
  const both = [start({}), start({})];
  await Promise.all(both.map(({ ready }) => ready));
  const users = await database.db.asService((tx) => tx.query(`SELECT handle, kind FROM users`));
  expect(users).toEqual([{ handle: 'local', kind: 'local' }]);
  for (const { child } of both) child.kill('SIGTERM');
  await Promise.all(both.map(({ ended }) => ended));
}, 20_000);
