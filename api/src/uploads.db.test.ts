import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createTestDatabase, seedApi, SEED_NOW, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import { tokenHash } from './access/token-secret.ts';

interface Upload {
  id: string;
  bytes: number;
  received: number;
  expiresAt: string;
}
interface Started {
  import: { id: string; fileName: string };
  job: { id: string };
}

const MEGABYTE = 1024 * 1024;
const file = randomBytes(3 * MEGABYTE + 12_345);
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const token = `st_${'w'.repeat(43)}`;
let database: TestDatabase;
let api: TestApi;
let now = SEED_NOW;

afterEach(async () => {
  await api.close();
  await database.drop();
});

const options = { headers: { authorization: `Bearer ${token}` } };
const announce = async (fileName = 'listens.zip', fingerprint = 'f', bytes = file.length) =>
  api.ask('/api/v1/uploads', { ...options, method: 'POST', body: { fileName, bytes, fingerprint } });
const announced = async (...given: Parameters<typeof announce>): Promise<Upload> =>
  (await announce(...given)).json as Upload;
const send = (id: string, offset: number, body: Buffer) =>
  api.ask(`/api/v1/uploads/${id}`, {
    method: 'PATCH',
    body,
    headers: { ...options.headers, 'content-type': 'application/octet-stream', 'upload-offset': String(offset) },
  });
const where = async (id: string): Promise<Upload> => (await api.ask(`/api/v1/uploads/${id}`, options)).json as Upload;
const start = (id: string) => api.ask(`/api/v1/uploads/${id}/import`, { ...options, method: 'POST' });
const rows = <Row>(query: string): Promise<Row[]> => database.db.asService((tx) => tx.query<Row>(query));

/** Sends the rest of the file from an offset on, but ends the connection after so many bytes. */
async function breakOff(id: string, offset: number, after: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(api.port, '127.0.0.1', () => {
      socket.write(
        `PATCH /api/v1/uploads/${id} HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nAuthorization: Bearer ${token}\r\nUpload-Offset: ${offset}\r\nContent-Type: application/octet-stream\r\nContent-Length: ${file.length - offset}\r\n\r\n`,
      );
      socket.write(file.subarray(offset, offset + after), () => setTimeout(() => socket.destroy(), 200));
    });
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  for (let tries = 0; tries < 100 && (await where(id)).received < offset + after; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

const stored: Record<string, (id: string) => Promise<Buffer>> = {
  laptop: (id) => readFile(`${api.dataDir}/imports/${id}`),
  hosted: async (id) => {
    const pieces = await rows<{ bytes: Uint8Array }>(
      `SELECT bytes FROM import_chunks WHERE import_id = '${id}' ORDER BY position`,
    );
    return Buffer.concat(pieces.map(({ bytes }) => bytes));
  },
};

describe.each(['laptop', 'hosted'] as const)('%s', (mode) => {
  beforeEach(async () => {
    now = SEED_NOW;
    database = await createTestDatabase();
    await seedApi(database.db);
    await database.db.asService((tx) =>
      tx.query(`INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'test', $2, '{write}')`, [
        seedIds.listener,
        tokenHash(token),
      ]),
    );
    await database.db.asService((tx) => tx.query('DELETE FROM imports'));
    api = await startTestApi(database.db, {
      now: () => now,
      env: { SIDETRACK_MODE: mode, SIDETRACK_IMPORT_MAX_MB: '8' },
    });
  });

  test('a connection that breaks twice costs nothing that had arrived, and the import has every byte once', async () => {
    const { id, received } = await announced();
    expect(received).toBe(0);
    await breakOff(id, 0, MEGABYTE + 777);
    expect((await where(id)).received).toBe(MEGABYTE + 777);
    await breakOff(id, MEGABYTE + 777, 100);
    const reached = MEGABYTE + 877;
    expect((await where(id)).received).toBe(reached);
    expect(await send(id, reached, file.subarray(reached))).toMatchObject({
      status: 200,
      json: { received: file.length },
    });
    const begun = await start(id);
    expect(begun).toMatchObject({ status: 202, json: { import: { id, fileName: 'listens.zip', state: 'queued' } } });
    expect(sha(await stored[mode]!(id))).toBe(sha(file));
    expect(await rows(`SELECT encode(file_sha256, 'hex') AS sha FROM imports`)).toEqual([{ sha: sha(file) }]);
    expect(api.workflows.starts).toMatchObject([{ workflowId: `import-listens/${id}` }]);
    expect((await api.ask('/api/v1/uploads', options)).json).toEqual({ uploads: [] });
  });

  test('chosen again after a reload, the same file goes on; another file of that name does not', async () => {
    const first = await announced();
    await send(first.id, 0, file.subarray(0, 1000));
    expect(await announced()).toMatchObject({ id: first.id, received: 1000 });
    expect((await announced('listens.zip', 'changed since')).id).not.toBe(first.id);
    expect((await announced('listens.zip', 'f', 5)).id).not.toBe(first.id);
    expect((await api.ask('/api/v1/uploads', options)).json).toMatchObject({ uploads: { length: 3 } });
  });

  test('takes nothing at another offset, and says where to go on', async () => {
    const { id } = await announced();
    await send(id, 0, file.subarray(0, 1000));
    for (const offset of [0, 999, 1001, 5_000_000]) {
      expect(await send(id, offset, file.subarray(0, 10))).toMatchObject({
        status: 409,
        headers: { 'upload-offset': '1000' },
        json: { type: 'urn:sidetrack:problem:upload-offset' },
      });
    }
    expect((await where(id)).received).toBe(1000);
  });

  test('two that send at once: every byte is kept once', async () => {
    const { id } = await announced();
    const answers = await Promise.all([send(id, 0, file), send(id, 0, file)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await start(id)).status).toBe(202);
    expect(sha(await stored[mode]!(id))).toBe(sha(file));
  });

  test('more bytes than announced: refused', async () => {
    const { id } = await announced('a.zip', 'f', 10);
    expect(await send(id, 0, file.subarray(0, 11))).toMatchObject({ status: 400 });
    expect(await send(id, 0, file.subarray(0, 10))).toMatchObject({ status: 200, json: { received: 10 } });
  });

  test('no import before the file is whole; asked again it is the same one', async () => {
    const { id } = await announced();
    await send(id, 0, file.subarray(0, 1000));
    expect(await start(id)).toMatchObject({ status: 409, json: { remedy: expect.stringContaining('1000') } });
    await send(id, 1000, file.subarray(1000));
    api.workflows.isDown = true;
    expect(await start(id)).toMatchObject({ status: 503 });
    api.workflows.isDown = false;
    const first = (await start(id)).json as Started;
    expect((await start(id)).json).toEqual(first);
    await database.db.asService((tx) => tx.query(`UPDATE imports SET state = 'done'`));
    await database.db.asService((tx) => tx.query(`UPDATE jobs SET state = 'done'`));
    expect((await start(id)).json).toMatchObject({ import: { id: first.import.id, state: 'done' } });
    expect(await send(id, file.length, Buffer.from('x'))).toMatchObject({ status: 409 });
  });

  test('content that is being imported already is that import, and is not kept twice', async () => {
    const [one, two] = [await announced('a.zip', '1'), await announced('b.zip', '2')];
    for (const { id } of [one, two]) await send(id, 0, file);
    await start(one.id);
    expect((await start(two.id)).json).toMatchObject({ import: { id: one.id } });
    expect(await stored[mode]!(two.id).catch(() => Buffer.alloc(0))).toHaveLength(0);
    expect((await start(two.id)).json).toMatchObject({ import: { id: one.id } });
  });

  test('given up, or left for a day: nothing of it stays', async () => {
    const [one, two] = [await announced('a.zip', '1'), await announced('b.zip', '2')];
    for (const { id } of [one, two]) await send(id, 0, file.subarray(0, 2_000_000));
    expect(await api.ask(`/api/v1/uploads/${one.id}`, { ...options, method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(two.expiresAt).toBe('2026-11-19T20:30:00.000Z');
    now = new Date(SEED_NOW.getTime() + 86_400_001);
    expect((await api.ask('/api/v1/uploads', options)).json).toEqual({ uploads: [] });
    await announced('c.zip', '3');
    expect(await rows('SELECT file_name AS name FROM uploads')).toEqual([{ name: 'c.zip' }]);
    expect(await rows('SELECT FROM import_chunks')).toEqual([]);
    expect(await readdir(`${api.dataDir}/imports`).catch(() => [])).toEqual([]);
  });

  test('says at once that a file is too large, and when too many are on their way', async () => {
    expect(await announce('big.zip', 'f', 8 * MEGABYTE + 1)).toMatchObject({
      status: 413,
      json: { detail: expect.stringContaining('8 MB') },
    });
    for (let count = 0; count < 20; count++) expect((await announce('a.zip', String(count))).status).toBe(201);
    expect(await announce('a.zip', 'one more')).toMatchObject({ status: 409 });
    expect((await announce('a.zip', '7')).status).toBe(201);
  });
});

test.each(['laptop', 'hosted'])('%s: bytes that vanished are begun anew', async (mode) => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService((tx) =>
    tx.query(`INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'test', $2, '{write}')`, [
      seedIds.listener,
      tokenHash(token),
    ]),
  );
  api = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_MODE: mode } });
  const { id } = await announced('a.zip', 'f', 10);
  await database.db.asService((tx) => tx.query('UPDATE uploads SET received = 5'));
  expect(await send(id, 5, Buffer.from('rest!'))).toMatchObject({ status: 404 });
  expect(await announced('a.zip', 'f', 10)).toMatchObject({ received: 0 });
});
