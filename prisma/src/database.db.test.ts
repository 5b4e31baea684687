import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { openDatabase } from './database.ts';
import { CopyValueError, DatabaseUnavailableError, isTransientDatabaseError, UnscopedRoleError } from './errors.ts';

describe('the database', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());

  test('rolls the whole transaction back when the work fails, and serves again', async () => {
    const failing = database.db.asService(async (tx) => {
      await tx.query(`INSERT INTO users (handle, display_name) VALUES ('lost', 'lost')`);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await database.db.asService((tx) => tx.query(`SELECT FROM users WHERE handle = 'lost'`))).toEqual([]);
  });

  test('gives days as text, times as Date, counts as numbers, and works in UTC', async () => {
    const [row] = await database.db.asService((tx) =>
      tx.query(`SELECT date '2026-11-16' AS day, ARRAY[date '2026-11-16', NULL] AS days, timestamptz '2026-11-22T12:00:00Z' AS at, count(*) AS n,
        current_setting('TimeZone') AS zone, '\\xbeef'::bytea AS bytes FROM generate_series(1, 3)`),
    );
    expect(row).toEqual({
      day: '2026-11-16',
      days: ['2026-11-16', null],
      at: new Date('2026-11-22T12:00:00Z'),
      n: 3,
      zone: 'UTC',
      bytes: Buffer.from('beef', 'hex'),
    });
    await expect(database.db.asService((tx) => tx.query('SELECT 9007199254740993::bigint'))).rejects.toThrow(
      /too large/,
    );
  });

  test('refuses a role that row-level security does not bind', async () => {
    const asOwner = openDatabase(database.ownerUrl);
    await expect(asOwner.asService((tx) => tx.query('SELECT 1'))).rejects.toThrow(UnscopedRoleError);
    await asOwner.close();
  });

  test('tells a server that is away from other errors, and survives a connection that is cut', async () => {
    const nowhere = openDatabase('postgresql://ada:hunter2@127.0.0.1:1/sidetrack');
    const failing = nowhere.asService((tx) => tx.query('SELECT 1'));
    await expect(failing).rejects.toThrow(DatabaseUnavailableError);
    await failing.catch((error: unknown) => expect(isTransientDatabaseError(error)).toBe(true));
    const cut = database.db.asService((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    await cut.catch((error: unknown) => expect(isTransientDatabaseError(error)).toBe(true));
    await expect(cut).rejects.toThrow();
    expect(await database.db.asService((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await database.db
      .asService((tx) => tx.query('SELECT 1/0'))
      .catch((error: unknown) => expect(isTransientDatabaseError(error)).toBe(false));
    await nowhere.close();
  });
});

describe("Prisma's client", () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());

  test('reads and writes in the scope of one listener, or of the service', async () => {
    const [ada, bob] = [await addListener(database.db, 'ada'), await addListener(database.db, 'bob')];
    const create = (userId: string) =>
      database.db.forUser(userId, (tx) =>
        tx.dirtyWeek.create({ data: { userId, weekStart: new Date('2026-11-16'), reason: 'test' } }),
      );
    await create(ada);
    await create(bob);
    expect(await database.db.forUser(ada, (tx) => tx.dirtyWeek.findMany({ select: { userId: true } }))).toEqual([
      { userId: ada },
    ]);
    expect(await database.db.forService((tx) => tx.dirtyWeek.count())).toBe(2);
    const foreign = database.db.forUser(ada, (tx) =>
      tx.dirtyWeek.create({ data: { userId: bob, weekStart: new Date('2026-11-23'), reason: 'test' } }),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
    expect(await database.db.asUser(ada, (tx) => tx.query(`SELECT week_start FROM dirty_weeks`))).toEqual([
      { week_start: '2026-11-16' },
    ]);
  });
});

describe('copyInto', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());
  const columns = [
    'batch_id',
    'row_no',
    'listened_at',
    'track_key',
    'artist_name',
    'track_name',
    'release_name',
    'artist_mbids',
    'duration_ms',
    'match_key',
    'source',
  ];
  const at = new Date('2026-11-22T12:00:00.123Z');

  test('brings every string through unchanged', async () => {
    const batch = randomUUID();
    const key = randomUUID();
    const nasty = [
      'tab\there',
      'line\nbreak\r\n',
      'back\\slash\\n\\N',
      '\\N',
      '\\.',
      '',
      ' ',
      '"quoted", \'too\'',
      'Sigur Rós 🎵 日本語 \u202e',
      '{a,b}',
      'NULL',
      '\u0001\u007f\ufeff',
    ];
    const rows = nasty.map((text, index) => [
      batch,
      index,
      at,
      key,
      text,
      text,
      index % 2 === 0 ? text : null,
      [key, batch],
      index,
      text,
      'test',
    ]);
    const copied = await database.db.asService((tx) => tx.copyInto('staging_listens', columns, rows));
    const read = await database.db.asService((tx) =>
      tx.query<Record<string, unknown>>(
        `SELECT ${columns.join(', ')} FROM staging_listens WHERE batch_id = $1 ORDER BY row_no`,
        [batch],
      ),
    );
    expect(copied).toBe(nasty.length);
    expect(read.map((row) => columns.map((column) => row[column]))).toEqual(rows);
  });

  test('carries bytes, vectors and json', async () => {
    const sha = Buffer.from('00ff5c0a', 'hex');
    const read = await database.db.asService(async (tx) => {
      const batch = randomUUID();
      await tx.copyInto(
        'staging_embeddings',
        ['batch_id', 'audio_sha256', 'model', 'model_sha256', 'options_hash', 'vector', 'tags'],
        [[batch, sha, 'm', 'a', 'b', new Float32Array([0.5, -1.25]), { rock: 0.5, 'a\\"b\n': null }]],
      );
      return tx.query('SELECT audio_sha256, vector, tags FROM staging_embeddings WHERE batch_id = $1', [batch]);
    });
    expect(read).toEqual([{ audio_sha256: sha, vector: [0.5, -1.25], tags: { rock: 0.5, 'a\\"b\n': null } }]);
  });

  test('names the row and the column of a value that cannot be copied, and copies nothing', async () => {
    const batch = randomUUID();
    const row = (n: number, name: string) => [batch, n, at, batch, name, name, null, null, null, '', 'test'];
    const failing = database.db.asService((tx) =>
      tx.copyInto('staging_listens', columns, [row(0, 'fine'), row(1, 'nul\0')]),
    );
    await expect(failing).rejects.toThrow(CopyValueError);
    await expect(failing).rejects.toThrow(/^Row 1 cannot be copied: artist_name holds a NUL character\./);
    expect(
      await database.db.asService((tx) => tx.query('SELECT FROM staging_listens WHERE batch_id = $1', [batch])),
    ).toEqual([]);
  });

  test('streams many rows from an asynchronous source', async () => {
    const batch = randomUUID();
    const rows = async function* () {
      for (let n = 0; n < 20_000; n += 1)
        yield await Promise.resolve([batch, n, at, batch, 'x'.repeat(20), 'y', null, null, null, '', 'test']);
    };
    expect(await database.db.asService((tx) => tx.copyInto('staging_listens', columns, rows()))).toBe(20_000);
  });

  test('is refused by tables with row-level security, which is why there are staging tables', async () => {
    const user = await addListener(database.db, 'ada');
    const failing = database.db.asUser(user, (tx) =>
      tx.copyInto('dirty_weeks', ['user_id', 'week_start', 'reason'], [[user, '2026-11-16', 'test']]),
    );
    await expect(failing).rejects.toThrow(/row-level security/);
  });
});
