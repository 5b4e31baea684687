import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from './prepare-database.ts';

const superuserUrl = process.env.SIDETRACK_TEST_DATABASE_URL!;
const id = randomBytes(4).toString('hex');
const quiet = { log: () => undefined, wait: () => Promise.reject(new Error('no time')) };
const made = { databases: [] as string[], roles: [] as string[] };

async function ask(sql: string, url = superuserUrl): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function urlOf(database: string, role?: string, password = 'secret'): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) Object.assign(url, { username: role, password });
  return url.href;
}

/** Runs the built program as the Job does. */
async function run(env: Record<string, string>, ...args: string[]): Promise<{ code: number | null; last: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'dist', 'migrate-main.js'), ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, last: out.trim().split('\n').at(-1)! };
}

afterAll(async () => {
  for (const database of made.databases) await ask(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  for (const role of made.roles) await ask(`DROP ROLE IF EXISTS ${role}`).catch(() => undefined);
});

test('makes the database and the role, migrates, and changes nothing the second time', async () => {
  const [database, role] = [`made_${id}`, `app_${id}`];
  made.databases.push(database);
  made.roles.push(role);
  const env = { SIDETRACK_DATABASE_OWNER_URL: urlOf(database), SIDETRACK_DATABASE_URL: urlOf(database, role) };
  expect(await run(env)).toEqual({
    code: 0,
    last: expect.stringMatching(/^The database was brought to this version: 20261122000000_first_path, .*\.$/),
  });
  expect(await run(env)).toEqual({
    code: 0,
    last: 'The database is of this version already; nothing was to be done.',
  });
  const [app] = await ask('SELECT current_user AS who, count(*)::int AS users FROM users', urlOf(database, role));
  expect(app).toEqual({ who: role, users: 0 });
}, 60_000);

test('sets a password that has changed', async () => {
  const database = `made_${id}`;
  const role = `app_${id}`;
  await prepareDatabase({ ownerUrl: urlOf(database), appUrl: urlOf(database, role, 'another') }, quiet);
  await ask('SELECT 1', urlOf(database, role, 'another'));
});

test('an owner without further rights is enough where an administrator made the rest', async () => {
  const [database, owner] = [`plain_${id}`, `owner_${id}`];
  made.databases.push(database);
  made.roles.push(owner);
  await ask(`CREATE ROLE ${owner} LOGIN PASSWORD 'secret'`);
  await ask(`CREATE DATABASE ${database} OWNER ${owner}`);
  const env = {
    SIDETRACK_DATABASE_OWNER_URL: urlOf(database, owner),
    SIDETRACK_DATABASE_URL: urlOf(database, `app_${id}`, 'another'),
  };
  expect(await run(env)).toMatchObject({ code: 0 });
  const missing = { ...env, SIDETRACK_DATABASE_URL: urlOf(database, `nobody_${id}`) };
  expect(await run(missing)).toEqual({
    code: 1,
    last: expect.stringMatching(/may not run `CREATE ROLE .*` LOGIN`|may not run `CREATE ROLE .* Let an administrator/),
  });
}, 60_000);

test('waits no longer than it may for a server that is not there', async () => {
  const env = { SIDETRACK_DATABASE_OWNER_URL: 'postgresql://ada:hunter2@127.0.0.1:1/sidetrack' };
  const { code, last } = await run(env, '--deadline-seconds', '2');
  expect(code).toBe(1);
  expect(last).toMatch(/^PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.*Check that it runs/);
  expect(last).not.toContain('hunter2');
  expect(await run({})).toEqual({ code: 1, last: expect.stringMatching(/SIDETRACK_DATABASE_OWNER_URL is not set/) });
}, 30_000);

test('refuses programs that would log in as the owner', async () => {
  const ownerUrl = superuserUrl;
  await expect(prepareDatabase({ ownerUrl, appUrl: ownerUrl }, quiet)).rejects.toThrow(/not subject to row-level/);
});
