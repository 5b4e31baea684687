import pg from 'pg';
import type { Rows } from './copy.ts';
import { copyInto } from './copy.ts';
import { DatabaseUnavailableError, sqlState, UnscopedRoleError } from './errors.ts';
import type { PrismaTransaction } from './prisma-client.ts';
import { openPrismaGate } from './prisma-client.ts';
import type { Scope } from './scope.ts';
import { scopeSql } from './scope.ts';
import { valueTypes } from './types.ts';

/** SQL within one transaction. */
export interface Sql {
  /** Rows of one statement. Values follow pg's rules: an array is a PostgreSQL array, an object json, a Buffer bytea. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** COPY into a staging table; gives the number of rows. @throws {CopyValueError} */
  copyInto(table: string, columns: readonly string[], rows: Rows): Promise<number>;
}

/** The database as the application role sees it; every query runs in a transaction with a scope. */
export interface Database {
  /** One transaction in which row-level security shows the rows of this listener and the shared ones. */
  asUser<T>(userId: string, work: (tx: Sql) => Promise<T>): Promise<T>;
  /** One transaction across listeners: for the dispatcher, aggregation and administration. */
  asService<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /** The same scope as asUser for queries of Prisma's client, in which simple reads and writes are written. */
  forUser<T>(userId: string, work: (tx: PrismaTransaction) => Promise<T>): Promise<T>;
  /** The same scope as asService for queries of Prisma's client. */
  forService<T>(work: (tx: PrismaTransaction) => Promise<T>): Promise<T>;
  /** Waits for running transactions and closes all connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** 10 unless given. */
  readonly maxConnections?: number;
  /** Shown in pg_stat_activity; 'sidetrack' unless given. */
  readonly applicationName?: string;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens a pool for the role `sidetrack_app`; connections are made when they are needed. */
export function openDatabase(
  url: string,
  { maxConnections = 10, applicationName = 'sidetrack' }: DatabaseOptions = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: valueTypes,
  });
  // A connection that breaks fails the query that runs on it, or is dropped by the pool; without listeners these events
  // would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const where = new URL(url).host;
  const prisma = openPrismaGate(pool);

  return {
    asUser: (userId, work) => transact(pool, where, { userId }, work),
    asService: (work) => transact(pool, where, 'service', work),
    forUser: (userId, work) => prisma.transact({ userId }, work),
    forService: (work) => prisma.transact('service', work),
    async close() {
      await prisma.close();
      await pool.end();
    },
  };
}

async function transact<T>(pool: pg.Pool, where: string, scope: Scope, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await connect(pool, where);
  try {
    await begin(client, scope);
    const result = await work(sqlOf(client));
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    client.release(await rollback(client));
    throw error;
  }
}

async function connect(pool: pg.Pool, where: string): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DatabaseUnavailableError(where, error instanceof Error ? error : new Error(String(error)));
  }
}

async function begin(client: pg.PoolClient, scope: Scope): Promise<void> {
  // Two statements in one round trip: pg answers with a list of results, which its types do not tell.
  const results: unknown = await client.query(`BEGIN; ${scopeSql(scope)}`);
  const [, scoped] = results as [pg.QueryResult, pg.QueryResult<{ is_scoped: boolean }>];
  if (scoped.rows[0]?.is_scoped !== true) throw new UnscopedRoleError();
}

/** Undefined when the connection can serve again; else the reason to drop it. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(sqlState(error) ?? 'rollback failed');
  }
}

function sqlOf(client: pg.ClientBase): Sql {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
      const { rows } = await client.query(text, [...values]);
      return rows as Row[];
    },
    copyInto: (table, columns, rows) => copyInto(client, table, columns, rows),
  };
}
