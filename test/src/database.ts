import { randomUUID } from 'node:crypto';
import type { Database } from '@sidetrack/prisma';
import { openDatabase } from '@sidetrack/prisma';
import pg from 'pg';

export interface TestDatabase {
  /** Opened as the application role, as every program does. */
  readonly db: Database;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Closes `db` and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A migrated database of one's own, copied from the run's template in about 0.1 s. For files named `*.db.test.ts`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, appPassword } = fromSetUp();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(superuserUrl, `CREATE DATABASE ${name} TEMPLATE sidetrack_test_template`);
  const ownerUrl = urlOf(superuserUrl, name);
  const appUrl = urlOf(superuserUrl, name, { user: 'sidetrack_app', password: appPassword });
  const db = openDatabase(appUrl, { applicationName: 'sidetrack test' });
  const drop = async (): Promise<void> => {
    await db.close();
    await run(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { db, ownerUrl, appUrl, drop };
}

/** A listener in the database; gives the id. */
export async function addListener(db: Database, handle: string, timeZone = 'UTC'): Promise<string> {
  const [user] = await db.asService((tx) =>
    tx.query<{ id: string }>(
      `INSERT INTO users (handle, display_name, kind, time_zone) VALUES ($1, $1, 'hosted', $2) RETURNING id`,
      [handle, timeZone],
    ),
  );
  return user!.id;
}

function fromSetUp(): { superuserUrl: string; appPassword: string } {
  const { SIDETRACK_TEST_DATABASE_URL: superuserUrl, SIDETRACK_TEST_APP_PASSWORD: appPassword } = process.env;
  if (superuserUrl === undefined || appPassword === undefined)
    throw new Error('No PostgreSQL was set up for this test: name the file *.db.test.ts and run it in the project db.');
  return { superuserUrl, appPassword };
}

function urlOf(base: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (login !== undefined) Object.assign(url, { username: login.user, password: login.password });
  return url.href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
