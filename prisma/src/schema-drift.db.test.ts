import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { diffToSchema, readSchema } from '../tools/schema-engine.ts';

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
