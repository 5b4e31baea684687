import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityDeps, addListener, createTestDatabase, toExportLine, zipOf } from '@sidetrack/test';
import type { Play, TestDatabase } from '@sidetrack/test';
import type { Database, Sql } from '@sidetrack/prisma';
import type { Receipt } from '../types.ts';
import { importFile } from './import-file.ts';

let database: TestDatabase;
let folder: string;
let userId: string;
let serial = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-import-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => void (userId = await addListener(database.db, `listener${(serial += 1)}`)));

// A batch takes a fifth of a second, on a busy machine a second.
const PATIENCE_MS = 60_000;
const START = Date.UTC(2024, 0, 1) / 1000;
const plays = (count: number, from = 0): Play[] =>
  Array.from({ length: count }, (_, n) => ({
    listenedAt: START + (from + n) * 300,
    artist: `a${n % 9}`,
    track: `t${n % 40}`,
  }));
const lines = (list: readonly Play[]): string => list.map((play) => `${toExportLine(play)}\n`).join('');

async function addImport(content: string | Buffer, fileName = 'export.jsonl'): Promise<string> {
  const path = join(folder, `${(serial += 1)}`);
  await writeFile(path, content);
  const [row] = await select<{ id: string }>(
    'INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, $2, $3, $4) RETURNING id',
    [userId, fileName, path, Buffer.alloc(32)],
  );
  return row!.id;
}

const select = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(userId, (tx) => tx.query<Row>(text, values));
const run = (importId: string, db: Database = database.db): Promise<Receipt> =>
  importFile({ ...activityDeps(db), clock: () => new Date('2026-11-22T12:00:00Z') }, { importId });
const importOf = async (id: string) =>
  (
    await select<Record<string, unknown>>(
      'SELECT state, state_reason, format, rows_read, imported, failed FROM imports WHERE id = $1',
      [id],
    )
  )[0]!;
const failuresOf = (id: string) =>
  select('SELECT file, line, reason FROM import_failures WHERE import_id = $1 ORDER BY file, line', [id]);
const listens = async (): Promise<number> =>
  (await select<{ n: number }>('SELECT count(*)::int AS n FROM listens WHERE user_id = $1', [userId]))[0]!.n;

const zip = (extra: Record<string, string> = {}): Buffer =>
  zipOf({
    'user.json': '{"user_id":1}',
    'feedback.jsonl': '{"score":1}\n',
    'listens/2024/1.jsonl': lines(plays(1500)),
    'listens/2024/2.jsonl': lines(plays(700, 1500)),
    ...extra,
  });

describe('the same plays in every form of the export', () => {
  const forms: [string, string, () => string | Buffer][] = [
    ['a zip', 'listenbrainz-zip', zip],
    ['JSON Lines', 'listenbrainz-jsonl', () => lines(plays(2200))],
    ['JSON Lines without a last line feed', 'listenbrainz-jsonl', () => lines(plays(2200)).trimEnd()],
    [
      'a single JSON array',
      'listenbrainz-json',
      () => JSON.stringify(plays(2200).map((play) => JSON.parse(toExportLine(play)) as unknown)),
    ],
    [
      'a JSON array over many lines',
      'listenbrainz-json',
      () =>
        `\ufeff${JSON.stringify(
          plays(2200).map((play) => JSON.parse(toExportLine(play)) as unknown),
          null,
          2,
        )}`,
    ],
  ];
  test.each(forms)(
    '%s',
    async (_, format, content) => {
      const id = await addImport(content(), 'a name that says nothing');
      expect(await run(id)).toEqual({ read: 2200, imported: 2200, duplicates: 0, skipped: {}, failed: 0, receipt: id });
      expect(await importOf(id)).toMatchObject({ state: 'done', state_reason: null, format });
      expect(await listens()).toBe(2200);
    },
    PATIENCE_MS,
  );
});

test(
  'the same file twice changes nothing, and the second receipt says so',
  async () => {
    await run(await addImport(zip()));
    const again = await addImport(zip());
    expect(await run(again)).toEqual({
      read: 2200,
      imported: 0,
      duplicates: 2200,
      skipped: {},
      failed: 0,
      receipt: again,
    });
    expect(await run(again)).toMatchObject({ duplicates: 2200 });
    expect(await listens()).toBe(2200);
  },
  PATIENCE_MS,
);

test('each broken row is told with its file, line and reason; its neighbours are imported', async () => {
  const broken = [
    toExportLine({ listenedAt: START, artist: 'A', track: 'one' }),
    '{"listened_at": 17, "track_metadata"',
    '',
    '[]',
    toExportLine({ listenedAt: START + 1, artist: ' ', track: 'x' }),
    '{"listened_at":"yesterday","track_metadata":{"artist_name":"A","track_name":"B"}}',
    '{"listened_at":1700000000}',
    toExportLine({ listenedAt: 946_684_800, artist: 'A', track: 'a clock that was never set' }),
    toExportLine({ listenedAt: 4_000_000_000, artist: 'A', track: 'later' }),
    toExportLine({ listenedAt: START, artist: 'A', track: 'one' }),
    toExportLine({ listenedAt: START + 2, artist: 'A\u0000', track: 'two\ud800' }),
  ].join('\n');
  const id = await addImport(zip({ 'listens/2023/12.jsonl': broken }));
  const receipt = await run(id);
  expect(receipt).toEqual({
    read: 2210,
    imported: 2202,
    duplicates: 1,
    skipped: { 'before scrobbling began': 1, 'in the future': 1 },
    failed: 5,
    receipt: id,
  });
  const file = 'listens/2023/12.jsonl';
  expect(await failuresOf(id)).toEqual([
    { file, line: 2, reason: 'it is not JSON' },
    { file, line: 4, reason: 'it is not a listen (not a JSON object)' },
    { file, line: 5, reason: 'artist_name is empty' },
    { file, line: 6, reason: 'listened_at is not a number' },
    { file, line: 7, reason: 'track_metadata is missing' },
  ]);
});

describe('a file that cannot be used', () => {
  const export_ =
    /cannot be imported: it holds no plays in a form that is known\. Known are histories of .*ListenBrainz, Spotify/;
  const cases: [string, () => string | Buffer, RegExp][] = [
    ['is empty', () => '', /it is empty/],
    ['is a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), export_],
    ['is another JSON', () => JSON.stringify([{ ts: '2024-01-01T00:00:00Z', track: 'x' }]), export_],
    ['is prose', () => 'Dear diary,\nI listened to music.\n', export_],
    [
      'is a zip of something else',
      () => zipOf({ 'photo.jpg': 'x', 'notes.json': '{"a":1}' }),
      /there are no plays in the archive/,
    ],
    ['is a zip cut off', () => zip().subarray(0, 9000), /damaged or was not downloaded whole/],
    [
      'unpacks to far more than it holds',
      () => zipOf({ 'listens/1.jsonl': Buffer.alloc(20 * 2 ** 20, ' ') }),
      /would unpack to 20 MB/,
    ],
  ];
  test.each(cases)('%s', async (_, content, sentence) => {
    const id = await addImport(content());
    await expect(run(id)).rejects.toMatchObject({ name: 'PermanentError', message: expect.stringMatching(sentence) });
    expect(await importOf(id)).toMatchObject({ state: 'failed', state_reason: expect.stringMatching(sentence) });
  });

  test('a file whose end is missing keeps what came before', async () => {
    const whole = JSON.stringify(plays(1200).map((play) => JSON.parse(toExportLine(play)) as unknown));
    const id = await addImport(whole.slice(0, whole.length - 40));
    await expect(run(id)).rejects.toThrow(/ends in the middle of its list/);
    expect(await importOf(id)).toMatchObject({ state: 'failed', rows_read: 1199, imported: 1199 });
    expect(await run(await addImport(whole))).toMatchObject({ imported: 1, duplicates: 1199 });
  });

  test('an archive that is damaged in the middle keeps what came before', async () => {
    const archive = Buffer.from(zip());
    const second = archive.indexOf('listens/2024/2.jsonl');
    archive.fill(0xff, second + 400, second + 900);
    const id = await addImport(archive);
    await expect(run(id)).rejects.toThrow(/The zip file is damaged in listens\/2024\/2\.jsonl/);
    expect(await importOf(id)).toMatchObject({ state: 'failed', imported: await listens() });
    expect(await listens()).toBeGreaterThanOrEqual(1500);
  });
});

describe('a kill', () => {
  /** Fails the transaction number `at`, as if the process had died in it. */
  function dyingAt(at: number): Database {
    let transactions = 0;
    const guard =
      <T>(work: (tx: Sql) => Promise<T>) =>
      async (tx: Sql): Promise<T> => {
        transactions += 1;
        const result = await work(tx);
        if (transactions === at) throw new Error('killed');
        return result;
      };
    return { ...database.db, asUser: (user, work) => database.db.asUser(user, guard(work)) };
  }

  test.each([1, 2, 3, 4, 5])(
    'in transaction %i: the next try goes on, and nothing is counted twice',
    async (at) => {
      const id = await addImport(zip());
      await expect(run(id, dyingAt(at))).rejects.toThrow('killed');
      expect(await importOf(id)).toMatchObject({ state: at === 1 ? 'queued' : 'running', failed: 0 });
      expect(await run(id)).toEqual({ read: 2200, imported: 2200, duplicates: 0, skipped: {}, failed: 0, receipt: id });
      expect(await listens()).toBe(2200);
    },
    PATIENCE_MS,
  );

  test(
    'two workers on one import: one batch is never counted by both',
    async () => {
      const id = await addImport(zip());
      const results = await Promise.allSettled([run(id), run(id)]);
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      const receipt = await run(id);
      expect(receipt).toMatchObject({ read: 2200, failed: 0 });
      expect(receipt.imported + receipt.duplicates).toBe(2200);
      expect(await listens()).toBe(2200);
    },
    PATIENCE_MS,
  );
});

test(
  'twenty thousand plays take no more memory and no more time a row than one',
  async () => {
    const id = await addImport(lines(plays(20_000)));
    const before = process.memoryUsage().heapUsed;
    expect(await run(id)).toMatchObject({ read: 20_000, imported: 20_000 });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
  },
  PATIENCE_MS,
);

describe('an upload in the database', () => {
  async function addPieces(content: Buffer, size: number): Promise<string> {
    const importId = await addImport('');
    await select('UPDATE imports SET stored_path = NULL WHERE id = $1', [importId]);
    for (let position = 0; position * size < content.length; position += 1) {
      await select('INSERT INTO import_chunks (import_id, position, user_id, bytes) VALUES ($1, $2, $3, $4)', [
        importId,
        position,
        userId,
        content.subarray(position * size, (position + 1) * size),
      ]);
    }
    return importId;
  }
  const piecesOf = (id: string): Promise<unknown[]> => select('SELECT FROM import_chunks WHERE import_id = $1', [id]);

  test(
    'is read as a file is, whatever pod reads it, and goes with the end of its import',
    async () => {
      const importId = await addPieces(zip(), 1000);
      expect(await run(importId)).toMatchObject({ read: 2200, imported: 2200 });
      expect(await piecesOf(importId)).toEqual([]);
      expect(await run(importId)).toMatchObject({ read: 2200 });
    },
    PATIENCE_MS,
  );

  test('that is no export fails with its reason, and goes too', async () => {
    const importId = await addPieces(Buffer.from('nonsense'), 3);
    await expect(run(importId)).rejects.toThrow(/cannot be imported/);
    expect(await piecesOf(importId)).toEqual([]);
  });

  test('that is gone is told', async () => {
    const importId = await addPieces(Buffer.alloc(0), 10);
    await expect(run(importId)).rejects.toThrow(/The uploaded copy of export.jsonl is gone/);
  });

  test('stops at the quota of listens, says so, and keeps what came before', async () => {
    await database.db.asService((tx) =>
      tx.query(`UPDATE users SET settings = '{"quotas": {"maxListens": 1200}}' WHERE id = $1`, [userId]),
    );
    const importId = await addPieces(Buffer.from(lines(plays(2200))), 100_000);
    await expect(run(importId)).rejects.toThrow(/may have 1200 listens/);
    expect(await importOf(importId)).toMatchObject({
      state: 'failed',
      rows_read: 1000,
      imported: 1000,
      state_reason: expect.stringContaining('What came before in export.jsonl was imported.'),
    });
    expect(await listens()).toBe(1000);
  });
});
