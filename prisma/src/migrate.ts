import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DatabaseUnavailableError, FailedMigrationError, OutdatedDatabaseError } from './errors.ts';
import type { Database } from './database.ts';
import type { MigrationFile } from './migration-files.ts';
import { readMigrationFiles } from './migration-files.ts';
import type { AppliedMigration } from './migration-plan.ts';
import { planMigrations } from './migration-plan.ts';

export interface MigrateOptions {
  /** Told each migration before it runs. */
  readonly log?: (message: string) => void;
  /** This version's own unless given. */
  readonly migrations?: readonly MigrationFile[];
}

/** The number that Prisma's own engine locks with, so that neither runs beside the other. */
const ADVISORY_LOCK = 72_707_369;

/**
 * Brings a database to this version: plain SQL files in order, each in one transaction with its record in
 * `_prisma_migrations` (Prisma's own table and checksum). Runners wait for each other under an advisory lock; a second run
 * changes nothing. Needs the owner's role.
 * @throws {NewerDatabaseError | ChangedMigrationError | UnfinishedMigrationError | FailedMigrationError | DatabaseUnavailableError}
 */
export async function migrate(
  ownerUrl: string,
  { log = () => undefined, migrations }: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const files = migrations ?? (await readMigrationFiles());
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sidetrack migrate' });
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnavailableError(
      new URL(ownerUrl).host,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const outstanding = planMigrations(files, await readApplied(client));
    for (const file of outstanding) {
      log(`applying migration ${file.name}`);
      await apply(client, file);
    }
    await client.query(READ_ONLY_FOR_THE_APP);
    if (migrations === undefined) await nameUnused(client, log);
    return { applied: outstanding.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

/**
 * Whether the database is of this version, asked by programs that may not migrate.
 * @throws {NewerDatabaseError | OutdatedDatabaseError | ChangedMigrationError | UnfinishedMigrationError}
 */
export async function checkMigrated(db: Database): Promise<void> {
  const applied = await db.asService((tx) => tx.query<AppliedMigration>(APPLIED));
  const outstanding = planMigrations(await readMigrationFiles(), applied);
  if (outstanding.length > 0) throw new OutdatedDatabaseError(outstanding.map(({ name }) => name));
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(APPLIED);
  return rows;
}

async function apply(client: pg.Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new FailedMigrationError(name, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Says what the server could do for the tables and does not: an extension that came after its migration. */
async function nameUnused(client: pg.Client, log: (message: string) => void): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM sidetrack_extensions() WHERE usable AND NOT used',
  );
  for (const { name } of rows)
    log(
      `${name} is there and not used: \`SELECT sidetrack_use_extensions()\` as the owner of the tables uses it, or says why not`,
    );
}

const APPLIED = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
  FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`;

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  varchar(36) PRIMARY KEY,
  checksum            varchar(64) NOT NULL,
  finished_at         timestamptz,
  migration_name      varchar(255) NOT NULL,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

const READ_ONLY_FOR_THE_APP = `DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'sidetrack_app') THEN
    REVOKE ALL ON _prisma_migrations FROM sidetrack_app;
    GRANT SELECT ON _prisma_migrations TO sidetrack_app;
  END IF;
END $$`;
