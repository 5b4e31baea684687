import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import {
  DataInUseError,
  findRunningPostgres,
  PortInUseError,
  startPostgres,
  type PostgresOptions,
  type RunningPostgres,
} from './postgres.ts';

jest.setTimeout(60_000);

describe('startPostgres', () => {
  let dataDir: string;
  let servers: RunningPostgres[];

  // One cluster for all tests, since making one is most of their time; each starts and stops its own servers on it.
  beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'sidetrack-postgres-'))));
  beforeEach(() => {
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.stop();
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const start = async (options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> => {
    const server = await startPostgres({ dataDir, ...options });
    servers.push(server);
    return server;
  };

  test('makes a server on loopback with generated passwords that nobody else can read', async () => {
    const { url, appUrl, port, pid } = await start();
    expect(await ask(url, 'SELECT current_user AS who, rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { who: 'sidetrack_owner', rolsuper: true },
    ]);
    expect(await ask(appUrl, 'SELECT current_user AS who, current_database() AS db')).toEqual([
      { who: 'sidetrack_app', db: 'sidetrack' },
    ]);
    expect(
      await ask(
        url,
        `SELECT current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS sockets, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
      FROM pg_database WHERE datname = 'sidetrack'`,
      ),
    ).toEqual([{ at: '127.0.0.1', sockets: '', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
    await expect(ask(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
    expect((await stat(join(dataDir, 'passwords.json'))).mode & 0o777).toBe(0o600);
    expect(await findRunningPostgres(dataDir)).toEqual({ url, appUrl, port, pid });
  });

  test('keeps what was committed when it is killed, and starts again on the same port', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    const open = new pg.Client({ connectionString: first.url });
    open.on('error', () => undefined);
    await open.connect();
    await open.query('BEGIN; INSERT INTO kept VALUES (-1)');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.url, 'SELECT count(*)::int AS n, min(n) AS least FROM kept')).toEqual([
      { n: 1000, least: 1 },
    ]);
  });

  test('ends the server that a killed supervisor left behind, and loses nothing', async () => {
    const orphan = await startAndDie(dataDir);
    await ask(orphan.url, 'CREATE TABLE orphaned AS SELECT 1 AS n');
    const log: string[] = [];
    const { url, pid } = await start({ log: (message) => log.push(message) });
    expect(log).toContain(`stopping PostgreSQL (process ${orphan.pid}), which an earlier run left behind`);
    expect(pid).not.toBe(orphan.pid);
    expect(await ask(url, 'SELECT n FROM orphaned')).toEqual([{ n: 1 }]);
  });

  test('leaves a server alone whose supervisor lives', async () => {
    const running = await start();
    await expect(startPostgres({ dataDir })).rejects.toThrow(DataInUseError);
    await expect(startPostgres({ dataDir })).rejects.toThrow(
      `is in use by process ${process.pid}. Stop that one first`,
    );
    expect(await ask(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('takes no other program for a server, though it has the number in the pid file', async () => {
    const first = await start();
    const opts = await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), opts.replace(/^\d+/, String(process.pid)));
    expect(await findRunningPostgres(dataDir)).toBeUndefined();
    expect(await ask((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('makes the cluster anew when the first start was interrupted', async () => {
    const interrupted = join(dataDir, 'interrupted');
    await mkdir(join(interrupted, 'cluster.unfinished', 'base'), { recursive: true });
    await writeFile(join(interrupted, 'cluster.unfinished', 'PG_VERSION'), '18');
    expect(await ask((await start({ dataDir: interrupted })).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('says which port is taken, and finds another one when none was asked for', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(startPostgres({ dataDir, port })).rejects.toThrow(PortInUseError);
    await expect(startPostgres({ dataDir, port })).rejects.toThrow(`Port ${port} is in use by another program.`);
    expect((await start()).port).not.toBe(port);
    other.close();
  });

  test('refuses the files of another version with a sentence', async () => {
    const other = join(dataDir, 'other');
    await mkdir(join(other, 'cluster'), { recursive: true });
    await writeFile(join(other, 'cluster', 'PG_VERSION'), '15\n');
    await expect(startPostgres({ dataDir: other })).rejects.toThrow(
      /was made by PostgreSQL 15, and this SideTrack brings 18\. Use the SideTrack that made it/,
    );
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts a server and is killed. */
async function startAndDie(dataDir: string): Promise<{ url: string; pid: number }> {
  const source = new URL('postgres.ts', import.meta.url).href;
  const program = `const { startPostgres } = await import(${JSON.stringify(source)});
    const { url, pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.stdout.write(JSON.stringify({ url, pid }), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return JSON.parse(output) as { url: string; pid: number };
}
