import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { addListener, addListens, addTracks, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import pg from 'pg';
import { audioSource } from '../../activities/src/aggregate/map/audio-source.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

jest.setTimeout(60_000);

/**
 * The server of the tests has neither extension. Where SIDETRACK_TEST_PGVECTOR names a folder with `share/extension/vector.control` and
 * `lib/vector.so`, the real pgvector is taken; else a type of the same name stands for it. TimescaleDB is always a stand-in, which keeps
 * what it was asked to do.
 */
const REAL_VECTOR = process.env.SIDETRACK_TEST_PGVECTOR;
const STAND_INS: Readonly<Record<string, string>> = {
  ...(REAL_VECTOR === undefined
    ? { vector: 'CREATE DOMAIN vector AS real[] CHECK (cardinality(VALUE) > 0);' }
    : undefined),
  timescaledb: `
    CREATE SCHEMA timescaledb_information;
    CREATE TABLE timescaledb_information.hypertables (hypertable_schema text, hypertable_name text, dimension text, triggers text[], referring text[]);
    CREATE FUNCTION by_range(name, interval) RETURNS text LANGUAGE sql AS 'SELECT $1 || '' by '' || $2';
    CREATE FUNCTION create_hypertable(regclass, text, create_default_indexes boolean, migrate_data boolean) RETURNS void LANGUAGE sql AS $$
      INSERT INTO timescaledb_information.hypertables
      SELECT 'public', $1::text, $2, (SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = $1 AND NOT tgisinternal),
        (SELECT array_agg(conname::text) FROM pg_constraint WHERE confrelid = $1)
    $$;`,
};

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-test-extensions-'));
  await mkdir(join(folder, 'extension'));
  for (const [name, sql] of Object.entries(STAND_INS)) {
    const version = name === 'timescaledb' ? '2.28.0' : '0.0.0';
    await writeFile(join(folder, 'extension', `${name}.control`), `default_version = '${version}'\n`);
    await writeFile(join(folder, 'extension', `${name}--${version}.sql`), sql);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => (database = await createTestDatabase()));
afterEach(() => database.drop());

/** Runs statements as the owner, in a connection of their own. */
async function asOwner<Row extends pg.QueryResultRow>(...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await client.query<Row>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** From the next connection on this database's server has the extensions. */
async function provide({ preloaded }: { preloaded: boolean }): Promise<void> {
  const name = new URL(database.ownerUrl).pathname.slice(1);
  const real = REAL_VECTOR === undefined ? '' : `${REAL_VECTOR}/share:`;
  await asOwner(
    `ALTER DATABASE ${name} SET extension_control_path = '${folder}:${real}$system'`,
    ...(REAL_VECTOR === undefined
      ? []
      : [`ALTER DATABASE ${name} SET dynamic_library_path = '${REAL_VECTOR}/lib:$libdir'`]),
    ...(preloaded ? [`ALTER DATABASE ${name} SET timescaledb.disable_load = 'off'`] : []),
  );
}

const extensions = () =>
  asOwner<{ name: string; usable: boolean; used: boolean }>('SELECT * FROM sidetrack_extensions() ORDER BY name');
const use = async () => (await asOwner<{ done: string[] }>('SELECT sidetrack_use_extensions() AS done'))[0]!.done;

test('where the server has none, tables are plain and nothing is tried', async () => {
  expect(await extensions()).toEqual([
    { name: 'timescaledb', usable: false, used: false },
    { name: 'vector', usable: false, used: false },
  ]);
  expect(await use()).toEqual([]);
});

test('migrating says which extension came later and is not used; a call brings it into use, once', async () => {
  await provide({ preloaded: true });
  const said: string[] = [];
  await migrate(database.ownerUrl, { log: (line) => said.push(line) });
  expect(said).toEqual([
    expect.stringMatching(/^vector is there and not used.*sidetrack_use_extensions/),
    expect.stringMatching(/^timescaledb is there and not used/),
  ]);
  expect(await use()).toEqual(['vector', 'timescaledb']);
  expect((await extensions()).every(({ used }) => used)).toBe(true);
  expect(await use()).toEqual([]);
  await migrate(database.ownerUrl, { log: (line) => said.push(line) });
  expect(said).toHaveLength(2);
});

test('a new database of such a server has them from the first migration on', async () => {
  await provide({ preloaded: true });
  await asOwner('DROP SCHEMA public CASCADE', 'CREATE SCHEMA public');
  await migrate(database.ownerUrl);
  expect((await extensions()).every(({ used }) => used)).toBe(true);
});

test('TimescaleDB whose library the server has not loaded is left alone', async () => {
  await provide({ preloaded: false });
  expect(await use()).toEqual(['vector']);
  expect(await extensions()).toContainEqual({ name: 'timescaledb', usable: false, used: false });
});

test('embeddings answer the same as vectors as they did as arrays', async () => {
  const { db } = database;
  const ada = await addListener(db, 'ada');
  const ids = await addTracks(
    db,
    Array.from({ length: 12 }, (_, i) => ({
      artist: 'a',
      title: `t${i}`,
      audio: { listener: ada, embedding: Array.from({ length: 16 }, (_, d) => Math.fround(Math.sin(i * 16 + d))) },
    })),
  );
  await addListens(
    db,
    ada,
    ids.map((recordingId, i) => ({ recordingId, at: new Date(Date.UTC(2026, 10, 16, i)) })),
  );
  // A model that gives tags and no embedding.
  await asOwner(`UPDATE embeddings SET vector = NULL WHERE ctid = (SELECT min(ctid) FROM embeddings)`);
  // A connection of its own each time: one from before knows nothing of the folder.
  const read = async () => {
    const fresh = openDatabase(database.appUrl);
    try {
      return await fresh.asService((tx) => audioSource(['musicnn-msd']).read(tx));
    } finally {
      await fresh.close();
    }
  };
  const before = await read();
  expect(before.tracks).toHaveLength(11);
  await provide({ preloaded: false });
  expect(await use()).toEqual(['vector']);
  expect(await read()).toEqual(before);
  // As extraction writes them, from a staging table of arrays.
  await asOwner(
    `INSERT INTO embeddings SELECT sha256(audio_sha256), model, model_sha256, options_hash, nullif(vector::real[], '{}'), tags FROM embeddings`,
  );
});

test('a hypertable is made of listens by time, with nothing hanging on it meanwhile, and all of it again afterwards', async () => {
  const hanging = () =>
    asOwner(`
      SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid = 'listens'::regclass AND NOT tgisinternal
      UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE confrelid = 'listens'::regclass
      ORDER BY 1`);
  const before = await hanging();
  expect(before.length).toBeGreaterThan(3);
  await provide({ preloaded: true });
  await use();
  expect(await asOwner('SELECT * FROM timescaledb_information.hypertables')).toEqual([
    {
      hypertable_schema: 'public',
      hypertable_name: 'listens',
      dimension: 'listened_at by 364 days',
      triggers: null,
      referring: null,
    },
  ]);
  expect(await hanging()).toEqual(before);
});

test('what cannot be used stays as it was, with a warning that says why', async () => {
  await writeFile(join(folder, 'extension', 'timescaledb.control'), `default_version = '2.28.0'\n`);
  await writeFile(join(folder, 'extension', 'timescaledb--2.28.0--2.17.2.sql'), '');
  await writeFile(join(folder, 'extension', 'timescaledb.control'), `default_version = '2.17.2'\n`);
  await provide({ preloaded: true });
  const warnings: string[] = [];
  const client = new pg.Client({ connectionString: database.ownerUrl });
  client.on('notice', ({ message }) => warnings.push(message ?? ''));
  await client.connect();
  const { rows } = await client.query<{ done: string[] }>('SELECT sidetrack_use_extensions() AS done');
  await client.end();
  expect(rows[0]!.done).toEqual(['vector']);
  expect(warnings).toEqual(['timescaledb is there but is not used: TimescaleDB 2.18 or newer is needed']);
});
