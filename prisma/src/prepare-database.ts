import pg from 'pg';
import { DatabaseError, DatabaseUnavailableError, isTransientDatabaseError, sqlState } from './errors.ts';

export interface DatabaseUrls {
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  /** The role of the programs, with its password; without it no role is made. */
  readonly appUrl?: string | undefined;
}

export interface PrepareOptions {
  readonly log: (message: string) => void;
  /** Pauses between two tries; rejects when there is no time left. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

const RETRY_MS = 1000;
const CONNECT_TIMEOUT_MS = 5000;
const GROUP = 'sidetrack_app';

/**
 * Waits for the server, and makes the database and the role of the programs where they are missing; a password that differs is
 * set. Only what is missing is written, so that an owner without such rights will do where an administrator made both.
 * @throws {DatabaseError} with what to do by hand where the owner may not
 */
export async function prepareDatabase({ ownerUrl, appUrl }: DatabaseUrls, options: PrepareOptions): Promise<void> {
  await ensureDatabase(ownerUrl, options);
  if (appUrl === undefined) return;
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  const { role, password } = loginOf(appUrl);
  if (role === owner) {
    throw new DatabaseError(
      `SIDETRACK_DATABASE_URL logs in as ${role}, who owns the tables.`,
      `Use another role there, such as ${GROUP}: the owner is not subject to row-level security.`,
    );
  }
  await withClient(ownerUrl, async (client) => {
    await ensureRole(client, GROUP);
    if (role !== GROUP) await ensureMember(client, role);
    if ((await loginFailure(appUrl)) !== undefined && password !== '') {
      options.log(`setting the password of ${role}`);
      await allowed(client, `ALTER ROLE ${name(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
    }
  });
}

async function ensureDatabase(ownerUrl: string, { log, wait }: PrepareOptions): Promise<void> {
  for (let tries = 0; ; tries++) {
    const failure = await loginFailure(ownerUrl);
    if (failure === undefined) return;
    if (sqlState(failure) === DATABASE_MISSING) {
      await createDatabase(ownerUrl, log);
    } else if (!mayPass(failure)) {
      throw new DatabaseUnavailableError(new URL(ownerUrl).host, failure);
    } else {
      if (tries === 0) log(`waiting for PostgreSQL at ${new URL(ownerUrl).host}: ${failure.message}`);
      await wait(RETRY_MS).catch(() => {
        throw new DatabaseUnavailableError(new URL(ownerUrl).host, failure);
      });
    }
  }
}

async function createDatabase(ownerUrl: string, log: (message: string) => void): Promise<void> {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  const elsewhere = new URL(ownerUrl);
  elsewhere.pathname = '/postgres';
  log(`making the database ${database}`);
  await withClient(elsewhere.href, (client) => allowed(client, `CREATE DATABASE ${name(database)}`));
}

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await allowed(client, `CREATE ROLE ${name(role)} LOGIN`);
}

/** A role under a name of the administrator's choice gets its rights through the one that the migrations know. */
async function ensureMember(client: pg.Client, role: string): Promise<void> {
  await ensureRole(client, role);
  const { rowCount } = await client.query(`SELECT WHERE pg_has_role($1, $2, 'MEMBER')`, [role, GROUP]);
  if (rowCount === 0) await allowed(client, `GRANT ${name(GROUP)} TO ${name(role)}`);
}

/** Runs a statement that needs more than ownership. Another runner may have been quicker, which is as well. */
async function allowed(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const state = sqlState(error);
    if (state !== undefined && EXISTS_ALREADY.has(state)) return;
    if (state !== PERMISSION_DENIED || !(error instanceof Error)) throw error;
    const shown = statement.replace(/PASSWORD .*$/s, "PASSWORD '…'");
    throw new DatabaseError(
      `The owner of the database may not run \`${shown}\`: ${error.message}.`,
      'Let an administrator of the server run it once, or give the owner CREATEROLE and CREATEDB.',
      { cause: error },
    );
  }
}

async function loginFailure(url: string): Promise<Error | undefined> {
  try {
    await withClient(url, () => Promise.resolve());
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'sidetrack migrate',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server that is not there yet, also by name: a Service's address comes with its first endpoint. */
function mayPass(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return (
    isTransientDatabaseError(error) || /^E(AI_AGAIN|NOTFOUND|NETUNREACH)$/.test(code) || /timeout/.test(error.message)
  );
}

function loginOf(url: string): { role: string; password: string } {
  const { username, password } = new URL(url);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
}

const name = (identifier: string): string => pg.escapeIdentifier(identifier);

const DATABASE_MISSING = '3D000';
const PERMISSION_DENIED = '42501';
/** Of a database, a role, or the row of one that another runner writes at this moment. */
const EXISTS_ALREADY = new Set(['42P04', '42710', '23505']);
