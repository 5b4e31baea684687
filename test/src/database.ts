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

/** A migrated database of one's own, copied from a template in about 0.1 s: the run's, or one that was seeded. For tests with a PostgreSQL set up. */
export async function createTestDatabase(template = MIGRATED): Promise<TestDatabase> {
  const { superuserUrl, appPassword } = fromSetUp();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(superuserUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const { ownerUrl, appUrl } = urlsOf(name, superuserUrl, appPassword);
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

/**
 * The name of a template that `seed` has filled, for createTestDatabase. Seeded once in a run, whichever file asks first; the
 * others wait for it.
 */
export async function seededTemplate(
  name: string,
  seed: (urls: { ownerUrl: string; appUrl: string }) => Promise<void>,
): Promise<string> {
  const { superuserUrl, appPassword } = fromSetUp();
  const template = `template_${name}`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${template}_new WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${template}_new TEMPLATE ${MIGRATED}`);
      await seed(urlsOf(`${template}_new`, superuserUrl, appPassword));
      await client.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
  return template;
}

const MIGRATED = 'sidetrack_test_template';

function urlsOf(name: string, superuserUrl: string, appPassword: string): { ownerUrl: string; appUrl: string } {
  return {
    ownerUrl: urlOf(superuserUrl, name),
    appUrl: urlOf(superuserUrl, name, { user: 'sidetrack_app', password: appPassword }),
  };
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
