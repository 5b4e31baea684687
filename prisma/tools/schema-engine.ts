import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { catalogAdapterFactory } from './catalog-adapter.ts';

const schemaFile = join(import.meta.dirname, '..', 'schema.prisma');
/** What the engine wants to know of the live side before it reads the database. */
const HEADER = `generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}
datasource db {
  provider = "postgresql"
}`;

/** The text of prisma/schema.prisma. */
export function readSchema(): Promise<string> {
  return readFile(schemaFile, 'utf8');
}

/**
 * SQL that brings a database to a Prisma schema; '' when it is there already. Computed by Prisma's own schema engine as
 * WebAssembly: the same code as the program that the `prisma` command would download.
 */
export async function diffToSchema(ownerUrl: string, schema: string): Promise<string> {
  await (loaded ??= loadBindings());
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(catalogAdapterFactory(client));
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [['schema.prisma', HEADER]] },
      () => undefined,
      factory,
    );
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [{ path: 'schema.prisma', content: HEADER }], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return (stdout ?? '').replace('-- This is an empty migration.', '').trim();
  } finally {
    await client.end();
  }
}

let loaded: Promise<void> | undefined;

/** As the package's own index does, which needs a runtime that imports .wasm. */
async function loadBindings(): Promise<void> {
  const module = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = await readFile(module.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as unknown as { __wbindgen_start: () => void }).__wbindgen_start();
}
