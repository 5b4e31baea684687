import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { withPolicies } from '../tools/row-policies.ts';
import { diffToSchema, readSchema } from '../tools/schema-engine.ts';
import { migrate } from './migrate.ts';
import { readMigrationFiles } from './migration-files.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

test('schema.prisma is the database that the migrations make', async () => {
  expect(await diffToSchema(database.ownerUrl, await readSchema())).toBe('');
});

test('a difference is told as SQL', async () => {
  const schema = await readSchema();
  const changed = schema.replace(/^model Label \{/m, 'model Label {\n  note String?');
  expect(await diffToSchema(database.ownerUrl, changed)).toBe(
    '-- AlterTable\nALTER TABLE "labels" ADD COLUMN     "note" TEXT;',
  );
});

test('a new table of listeners, written as a migration and applied, leaves no difference and hides its rows', async () => {
  const model =
    'model Reminder {\n  userId String @map("user_id") @db.Uuid\n  week DateTime @db.Date\n  @@id([userId, week])\n  @@map("reminders")\n}';
  const schema = `${await readSchema()}\n${model}\n`;
  const sql = withPolicies(await diffToSchema(database.ownerUrl, schema));
  const name = '99991231000000_reminders';
  await migrate(database.ownerUrl, { migrations: [...(await readMigrationFiles()), { name, sql, checksum: 'x' }] });
  expect(await diffToSchema(database.ownerUrl, schema)).toBe('');
  const [ada, bob] = [await addListener(database.db, 'ada'), await addListener(database.db, 'bob')];
  await database.db.asUser(ada, (tx) => tx.query(`INSERT INTO reminders VALUES ($1, '2026-11-16')`, [ada]));
  expect(await database.db.asUser(bob, (tx) => tx.query('SELECT FROM reminders'))).toEqual([]);
});
