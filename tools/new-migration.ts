import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../cli/src/services/postgres.ts';
import { migrate } from '../prisma/src/migrate.ts';
import { migrationsDir } from '../prisma/src/migration-files.ts';
import { withPolicies } from '../prisma/tools/row-policies.ts';
import { diffToSchema, readSchema } from '../prisma/tools/schema-engine.ts';

/**
 * `node tools/new-migration.ts add-alerts` writes what schema.prisma has and the migrations lack as a new migration, with
 * the policies of row-level security for new tables of listeners. Read it, and add what Prisma cannot say.
 */
async function main(name: string | undefined, now: Date): Promise<void> {
  if (name === undefined || !/^[a-z][a-z0-9-]*$/.test(name))
    throw new Error('Name the migration in small letters and dashes: node tools/new-migration.ts add-alerts');
  const sql = await outstandingSql();
  if (sql === '') {
    process.stdout.write('schema.prisma and the migrations agree: there is nothing to write.\n');
    return;
  }
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsDir, `${stamp}_${name.replaceAll('-', '_')}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), `${withPolicies(sql)}\n`);
  process.stdout.write(`wrote ${join(folder, 'migration.sql')}: read it before you commit it\n`);
}

/** Against a database of its own, so that nobody's data decides what is written. */
async function outstandingSql(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sidetrack-new-migration-'));
  const server = await startPostgres({ dataDir, durable: false });
  try {
    await migrate(server.url);
    return await diffToSchema(server.url, await readSchema());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main(process.argv[2], new Date());
