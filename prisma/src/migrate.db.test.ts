import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@sidetrack/test';
import pg from 'pg';
import {
  ChangedMigrationError,
  DatabaseUnavailableError,
  FailedMigrationError,
  NewerDatabaseError,
  OutdatedDatabaseError,
} from './errors.ts';
import { checkMigrated, migrate } from './migrate.ts';
import { readMigrationFiles, type MigrationFile } from './migration-files.ts';

describe('migrate', () => {
  let database: TestDatabase;
  let own: MigrationFile[];
  const extra = (sql: string, name = '99991231000000_test'): MigrationFile[] => [
    ...own,
    { name, sql, checksum: `sum of ${sql}` },
  ];
  const ask = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const forget = (name = '99991231000000_test') =>
    ask(`DELETE FROM _prisma_migrations WHERE migration_name = '${name}'`);

  beforeAll(async () => {
    database = await createTestDatabase();
    own = await readMigrationFiles();
  });
  afterAll(() => database.drop());

  test('has recorded every migration once, as Prisma does, and a second run changes nothing', async () => {
    expect(await migrate(database.ownerUrl)).toEqual({ applied: [] });
    const rows = await ask(
      'SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
    );
    expect(rows).toEqual(
      own.map(({ name, checksum }) => ({ migration_name: name, checksum, applied_steps_count: 1, finished: true })),
    );
    await checkMigrated(database.db);
  });

  test('is done once by four runners at once', async () => {
    const files = extra('SELECT pg_sleep(0.2); CREATE TABLE raced (id integer)');
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, { migrations: files })));
    expect(results.flatMap(({ applied }) => applied)).toEqual(['99991231000000_test']);
    await ask('DROP TABLE raced');
    await forget();
  });

  test('keeps nothing of a migration that fails, and says why', async () => {
    const failing = migrate(database.ownerUrl, { migrations: extra('CREATE TABLE half (id integer); SELECT 1/0') });
    await expect(failing).rejects.toThrow(FailedMigrationError);
    await expect(failing).rejects.toThrow(/99991231000000_test failed and nothing of it was kept: division by zero/);
    expect(await ask("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  });

  test('refuses a changed migration and a database of a newer version, for those who may not migrate too', async () => {
    await migrate(database.ownerUrl, { migrations: extra('SELECT 1') });
    await expect(migrate(database.ownerUrl, { migrations: extra('SELECT 2') })).rejects.toThrow(ChangedMigrationError);
    await expect(migrate(database.ownerUrl)).rejects.toThrow(NewerDatabaseError);
    await expect(checkMigrated(database.db)).rejects.toThrow(
      /newer version of SideTrack \(it has 99991231000000_test\)/,
    );
    await forget();
  });

  test('is asked for when the database lacks one', async () => {
    const [last] = own.slice(-1);
    await ask(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${last!.name}'`);
    await expect(checkMigrated(database.db)).rejects.toThrow(OutdatedDatabaseError);
    await ask('UPDATE _prisma_migrations SET rolled_back_at = NULL');
  });

  test('lets the application read the record and not write it', async () => {
    await expect(database.db.asService((tx) => tx.query('DELETE FROM _prisma_migrations'))).rejects.toThrow(
      /permission denied/,
    );
  });

  test('names the server that does not answer, without its password', async () => {
    const failing = migrate('postgresql://ada:hunter2@127.0.0.1:1/sidetrack');
    await expect(failing).rejects.toThrow(DatabaseUnavailableError);
    await expect(failing).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
  });
});
