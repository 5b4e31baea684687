import type {
  ColumnType,
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/**
 * What Prisma's schema engine needs to read PostgreSQL's catalogs. @prisma/adapter-pg does not know the catalogs' type
 * "char" and refuses the engine's own queries for it. The client is the caller's to close: the engine leaves its adapter open.
 */
export function catalogAdapterFactory(client: pg.Client): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: 'sidetrack-catalogs',
    connect: () => Promise.resolve(catalogAdapter(client)),
    connectToShadowDb: () => Promise.reject(new Error('reading catalogs needs no shadow database')),
  };
}

function catalogAdapter(client: pg.Client): SqlDriverAdapter {
  return {
    provider: 'postgres',
    adapterName: 'sidetrack-catalogs',
    queryRaw: (query) => read(client, query),
    executeRaw: async ({ sql, args }) => (await client.query(sql, args)).rowCount ?? 0,
    executeScript: async (script) => {
      await client.query(script);
    },
    startTransaction: () => Promise.reject(new Error('reading catalogs needs no transaction')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
}

async function read(client: pg.Client, { sql, args }: SqlQuery): Promise<SqlResultSet> {
  const { fields, rows } = await client.query<unknown[]>({ text: sql, values: args, rowMode: 'array' });
  return {
    columnNames: fields.map(({ name }) => name),
    columnTypes: fields.map(({ dataTypeID }) => columnType(dataTypeID)),
    rows: rows.map((row) => row.map((value) => (typeof value === 'bigint' ? String(value) : value))),
  };
}

/** By the oid of PostgreSQL's type (pg_type.dat); everything else that catalogs hold reads well as text. */
function columnType(oid: number): ColumnType {
  return catalogTypes[oid] ?? ColumnTypeEnum.Text;
}

const catalogTypes: Readonly<Record<number, ColumnType>> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
};
