import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '@sidetrack/activities';
import type { ControlActivities, LibraryActivities } from '@sidetrack/activities';
import { exported, leftOut } from '../../api/src/export/files.ts';
import { activityDeps } from './activity-deps.ts';
import { SEED_NOW, seedApi, seedIds } from './api-seed.ts';
import { startTestApi } from './api.ts';
import type { TestApi } from './api.ts';
import { addListener, createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { readZip } from './read-zip.ts';

const { listener, other } = seedIds;
let database: TestDatabase;
let api: TestApi;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-export-'));
  await seedApi(database.db);
  await run(`UPDATE connections SET credential = 'sealed-hunter2', credential_key_id = 'k' WHERE user_id = $1`, [
    listener,
  ]);
  for (const table of ['users', 'connections']) await run(`UPDATE ${table} SET created_at = $1`, [SEED_NOW]);
  await run(
    `INSERT INTO playlists (id, user_id, name, created_at, updated_at) VALUES ($1, $1, 'Evening', $3, $3), ($2, $2, 'Theirs', $3, $3)`,
    [listener, other, SEED_NOW],
  );
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));

async function takeOut(): Promise<{ path: string; files: Map<string, string>; disposition: string | null }> {
  const answer = await fetch(`${api.url}/api/v1/export`);
  expect(answer.status).toBe(200);
  const path = join(folder, 'export.zip');
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return { path, files: await readZip(path), disposition: answer.headers.get('content-disposition') };
}

interface Manifest {
  files: { name: string; rows: number; bytes: number; sha256: string }[];
}

describe('an export', () => {
  test('explains itself first, and counts every file at its end', async () => {
    const { files, disposition } = await takeOut();
    expect(disposition).toBe('attachment; filename="sidetrack-local-2026-11-18.zip"');
    const names = [...files.keys()];
    expect(names.at(0)).toBe('README.md');
    expect(names.at(-1)).toBe('manifest.json');
    const manifest = JSON.parse(files.get('manifest.json')!) as Manifest;
    expect(manifest.files.map(({ name }) => name)).toEqual(names.slice(1, -1));
    for (const { name, rows, bytes, sha256 } of manifest.files) {
      const text = files.get(name)!;
      expect([name, Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')]).toEqual([
        name,
        bytes,
        sha256,
      ]);
      if (name.endsWith('.jsonl')) expect([name, text.split('\n').length - 1]).toEqual([name, rows]);
      const explained = name.replace(/^listens\/.*/u, 'listens/<year>/<month>.jsonl');
      expect(files.get('README.md')).toContain(`\`${explained}\``);
    }
    const rowsOf = (name: string) => manifest.files.find((file) => file.name === name)?.rows;
    expect(rowsOf('listens.csv')).toBe(234);
    expect([rowsOf('weeks.jsonl'), rowsOf('weeks.csv'), rowsOf('playlists.jsonl')]).toEqual([30, 30, 1]);
    expect(files.get('README.md')).toMatchSnapshot();
    for (const [name, text] of files)
      if (!/^(README|manifest)/u.test(name)) expect(text.split('\n', 2).join('\n')).toMatchSnapshot(name);
  });

  test('is the same twice, holds nothing of another listener, and no secret', async () => {
    const first = await takeOut();
    expect((await takeOut()).files).toEqual(first.files);
    const text = [...first.files.values()].join('\n');
    for (const foreign of [other, 'Theirs', 'Private', 'hunter2', 'token_hash']) expect(text).not.toContain(foreign);
  });

  test('holds, or leaves out for a reason, every table that names a listener', async () => {
    const tables = await run<{ name: string }>(
      `SELECT DISTINCT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name LIKE '%user\\_id' ORDER BY 1`,
    );
    const known = [...exported, ...Object.keys(leftOut)].filter((table) => table !== 'users');
    expect(known.toSorted()).toEqual(tables.map(({ name }) => name));
  });

  test('can be imported again: the same plays for whoever imports it, and none twice', async () => {
    const { path } = await takeOut();
    const heir = await addListener(database.db, 'heir');
    const ingest = (await createActivities('ingest', activityDeps(database.db))) as LibraryActivities & {
      importFile: (input: { importId: string }) => Promise<unknown>;
    };
    const receipts = [];
    for (let time = 0; time < 2; time += 1) {
      await copyFile(path, join(folder, `${time}.zip`));
      const [row] = await run<{ id: string }>(
        `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'export.zip', $2, '\\x00') RETURNING id`,
        [heir, join(folder, `${time}.zip`)],
      );
      receipts.push(await ingest.importFile({ importId: row!.id }));
    }
    expect(receipts).toMatchObject([
      // The settings, a receipt, 234 plays, a label, a playlist and an account; the tracks were known, and the folder is another's.
      { read: 266, imported: 239, failed: 0 },
      { read: 266, imported: 0, failed: 0 },
    ]);
    const playsOf = (id: string) =>
      run('SELECT listened_at, track_key, artist_name, track_name FROM listens WHERE user_id = $1 ORDER BY 1, 2', [id]);
    expect(await playsOf(heir)).toEqual(await playsOf(listener));
  });
});

describe('deleting everything', () => {
  const leave = (body: object = { confirmation: 'local' }, headers: Record<string, string> = {}) =>
    api.ask('/api/v1/settings/deletion', { method: 'POST', body, headers });

  test('takes the listener’s own handle, typed', async () => {
    expect(await leave({ confirmation: 'yes' })).toMatchObject({
      status: 400,
      json: { errors: [{ where: 'body.confirmation', message: 'Type local to delete everything.' }] },
    });
    expect(await run('SELECT FROM users WHERE purging_at IS NOT NULL')).toEqual([]);
  });

  test('is not done by a token, in the demo, or where an administrator manages the listener', async () => {
    const made = await api.ask('/api/v1/tokens', { method: 'POST', body: { name: 'x', scopes: ['write'] } });
    const { token } = made.json as { token: string };
    expect(await leave(undefined, { authorization: `Bearer ${token}` })).toMatchObject({ status: 403 });
    await run('UPDATE users SET is_demo = true WHERE id = $1', [listener]);
    expect(await leave()).toMatchObject({ status: 409 });
    await run(`UPDATE users SET is_demo = false, tenant_key = 'music.ana' WHERE id = $1`, [listener]);
    expect(await leave()).toMatchObject({ status: 409 });
    expect(await run('SELECT FROM users WHERE purging_at IS NOT NULL')).toEqual([]);
  });

  test('ends the listener at once; a new one stands in their place, and of the old one nothing is left', async () => {
    const others = await rowsByTable(other);
    const answer = await leave();
    expect(answer).toMatchObject({ status: 202, json: { remainingRows: 1 + 234 + 8 + 30 } });
    expect(api.workflows.starts).toMatchObject([
      { workflow: 'PurgeListener', workflowId: `purge-listener/${listener}`, args: [{ userId: listener }] },
    ]);
    expect(await run('SELECT credential FROM connections WHERE user_id = $1', [listener])).toEqual([
      { credential: null },
    ]);
    expect(await run('SELECT FROM api_tokens WHERE user_id = $1 AND revoked_at IS NULL', [listener])).toEqual([]);

    const overview = (await api.ask('/api/v1/overview')).json as { listener: { id: string }; listens: object };
    expect(overview).toMatchObject({ listener: { handle: 'local', displayName: 'You' }, listens: { total: 0 } });
    expect(overview.listener.id).not.toBe(listener);
    expect((await api.ask('/api/v1/settings')).json).toMatchObject({ deletion: { remainingRows: 273 } });

    const control = (await createActivities('sidetrack', activityDeps(database.db))) as ControlActivities & {
      purgeListener: (input: { userId: string }) => Promise<{ remaining: number }>;
    };
    while ((await control.purgeListener({ userId: listener })).remaining > 0);
    expect(await rowsByTable(listener)).toEqual({});
    expect(await run('SELECT FROM users WHERE id = $1', [listener])).toEqual([]);
    expect((await api.ask('/api/v1/settings')).json).toMatchObject({ deletion: null, handle: 'local' });
    expect(await rowsByTable(other)).toEqual(others);
  });

  test('twice is once: who is gone cannot ask, and who comes after has nothing to lose', async () => {
    await leave();
    expect(await leave()).toMatchObject({ status: 202, json: { remainingRows: 1 } });
    expect(await run(`SELECT handle FROM users WHERE kind = 'local' AND purging_at IS NULL`)).toEqual([
      { handle: 'local' },
    ]);
  });
});

/** How many rows each table has that names this listener; tables without any are left out. */
async function rowsByTable(userId: string): Promise<Record<string, number>> {
  const columns = await run<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name LIKE '%user\\_id' ORDER BY 1, 2`,
  );
  const counts: Record<string, number> = {};
  for (const { table, column } of columns) {
    const [row] = await run<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1`, [
      userId,
    ]);
    if (row!.count > 0) counts[`${table}.${column}`] = row!.count;
  }
  return counts;
}
