import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { createTestDatabase, seedApi, SEED_NOW, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService((tx) => tx.query('DELETE FROM imports'));
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

interface Started {
  import: { id: string };
  job: { id: string };
}
const send = (body: Buffer | string, path = '/api/v1/imports', headers: Record<string, string> = {}) =>
  api.ask(path, { method: 'POST', body, headers: { 'content-type': 'application/zip', ...headers } });
const folder = () => readdir(`${api.dataDir}/imports`).catch(() => []);
const stored = () =>
  database.db.asService((tx) =>
    tx.query<{ id: string; path: string; sha: string }>(
      `SELECT id, stored_path AS path, encode(file_sha256, 'hex') AS sha FROM imports ORDER BY id`,
    ),
  );

test('keeps the bytes, their hash and the name; starts the import', async () => {
  const body = Buffer.from('PK\u0003\u0004 any bytes at all \u0000\u00ff', 'latin1');
  const answer = await send(body, '/api/v1/imports', { 'x-file-name': 'm%C3%BAsica.zip' });
  const { import: made, job } = answer.json as Started;
  expect(answer).toMatchObject({ status: 202, headers: { location: `/api/v1/jobs/${job.id}` } });
  expect(made).toMatchObject({
    fileName: 'música.zip',
    state: 'queued',
    receipt: { read: 0, imported: 0, duplicates: 0, skipped: {}, failed: 0, receipt: made.id },
  });
  const path = `${api.dataDir}/imports/${made.id}`;
  expect(await stored()).toEqual([{ id: made.id, path, sha: createHash('sha256').update(body).digest('hex') }]);
  expect(await readFile(path)).toEqual(body);
  expect((await stat(path)).mode & 0o077).toBe(0);
  expect(api.workflows.starts).toMatchObject([
    { workflow: 'ImportListens', workflowId: `import-listens/${made.id}`, args: [{ importId: made.id }] },
  ]);
});

test('the same content while it is under way is the same import; afterwards a new one', async () => {
  const first = (await send('same')).json as Started;
  const second = (await send('same', '/api/v1/imports?name=other.json')).json as Started;
  expect(second).toEqual(first);
  expect(await folder()).toEqual([first.import.id]);
  await database.db.asService((tx) => tx.query(`UPDATE imports SET state = 'done'`));
  const third = (await send('same')).json as Started;
  expect(third.import.id).not.toBe(first.import.id);
  expect((await folder()).toSorted()).toEqual([first.import.id, third.import.id].toSorted());
});

test('the same content twenty times at once is one import', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('at once')));
  expect(new Set(answers.map(({ json }) => (json as Started).import.id)).size).toBe(1);
  expect(await folder()).toHaveLength(1);
  expect(await stored()).toHaveLength(1);
});

test('nothing stays while Temporal is away', async () => {
  api.workflows.isDown = true;
  expect(await send('body')).toMatchObject({ status: 503 });
  expect(await folder()).toEqual([]);
  expect(await stored()).toEqual([]);
});

test('nothing stays of an upload that breaks off', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(api.port, '127.0.0.1', () => {
      socket.write(
        `POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nSec-Fetch-Site: none\r\nContent-Type: application/zip\r\nContent-Length: 1000000\r\n\r\npart`,
      );
      setTimeout(() => socket.destroy(), 200);
    });
    socket.on('close', () => resolve());
  });
  for (let tries = 0; tries < 50 && (await folder()).length > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await folder()).toEqual([]);
  expect(await stored()).toEqual([]);
});
