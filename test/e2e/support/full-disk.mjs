/**
 * Imports a history on a disk that runs full in the middle of it, and again once there is room: full-disk.mjs FOLDER HISTORY. Mounts a small
 * tmpfs on the folder, so it is run in a mount namespace of its own, with which the mount goes. Prints one JSON object.
 *
 * `guarded`: the import sees the disk that it fills, as on a laptop, and waits before the last of it is used. `exhausted`: nobody looks (the
 * database is another machine's), and PostgreSQL itself runs into the end of the disk, as often as it is started again.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { importFile } from '../../../activities/dist/import/import-file.js';
import { startPostgres } from '../../../cli/dist/services/postgres.js';
import { migrate, openDatabase } from '../../../prisma/dist/index.js';
import { createLogger, loadSettings } from '../../../settings/dist/index.js';

const [folder, history] = process.argv.slice(2);
const MEGABYTE = 2 ** 20;
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=640m', 'tmpfs', folder]);
const dataDir = join(folder, 'data');
const filler = join(folder, 'filler');
let server = await startPostgres({ dataDir });
await migrate(server.url);
const said = [];
const result = { guarded: await guarded(), exhausted: await exhausted(), said };
await server.stop();
process.stdout.write(`${JSON.stringify(result)}\n`);

async function guarded() {
  const importId = await addImport('guarded');
  const work = importing(importId, { SIDETRACK_DATA_DIR: dataDir });
  await until(async () => (await importOf(importId)).rows_read > 0);
  fillUpTo(40 * MEGABYTE);
  await until(async () => (await importOf(importId)).state_reason !== null);
  const waiting = await importOf(importId);
  await delay(3000);
  const stillWaiting = await importOf(importId);
  rmSync(filler);
  await work;
  return { waiting, stillWaiting, end: await importOf(importId) };
}

async function exhausted() {
  const importId = await addImport('exhausted');
  const saidBefore = said.length;
  const work = untilDone(importId, { SIDETRACK_MODE: 'hosted' });
  await until(async () => (await importOf(importId)).rows_read > 0);
  fillUpTo(0);
  await until(() => said.length > saidBefore || work.failures > 0);
  await delay(3000);
  rmSync(filler);
  await work.end;
  return { failures: work.failures, end: await importOf(importId) };
}

/** As worker and supervisor do: what failed is tried again, and a server that ended is started again. */
function untilDone(importId, env) {
  const work = { failures: 0, end: undefined };
  const run = async () => {
    for (;;) {
      try {
        return await importing(importId, env);
      } catch {
        work.failures += 1;
        await delay(1000);
        await startAgain();
      }
    }
  };
  work.end = run();
  return work;
}

async function startAgain() {
  if (await answers()) return;
  try {
    await server.stop();
    server = await startPostgres({ dataDir });
  } catch {
    // There may be no room for that either: at the next turn.
  }
}

async function answers() {
  return sql('SELECT 1').then(
    () => true,
    () => false,
  );
}

async function importing(importId, env) {
  const db = openDatabase(server.appUrl, { maxConnections: 2 });
  const logger = createLogger({ name: 'import', level: 'silent' });
  const deps = {
    db,
    settings: loadSettings({ SIDETRACK_CONTACT: 'tests@example.org', ...env }),
    logger: Object.assign(logger, { warn: (line) => said.push(line) }),
    clock: () => new Date('2026-11-22T12:00:00Z'),
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  };
  try {
    return await importFile(deps, { importId });
  } finally {
    await db.close();
  }
}

function fillUpTo(left) {
  const { bavail, bsize } = statfsSync(folder);
  const size = bavail * bsize - left;
  try {
    for (let done = 0; done < size; done += MEGABYTE)
      writeFileSync(filler, Buffer.alloc(Math.min(MEGABYTE, size - done)), { flag: 'a' });
  } catch (error) {
    // What the import wrote meanwhile may have taken the last of it.
    if (error.code !== 'ENOSPC') throw error;
  }
}

async function until(question) {
  while (!(await question())) await delay(50);
}

async function addImport(handle) {
  const [{ id: userId }] = await sql(
    `INSERT INTO users (handle, display_name, kind) VALUES ($1, $1, 'hosted') RETURNING id`,
    [handle],
  );
  const [{ id }] = await sql(
    `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'history.zip', $2, '') RETURNING id`,
    [userId, history],
  );
  return id;
}

/** An import as the page of imports shows it, and how many plays there are. */
async function importOf(id) {
  const [row] = await sql(
    `SELECT state, state_reason, rows_read, imported, duplicates, failed, (SELECT count(*)::int FROM listens l WHERE l.user_id = i.user_id) AS listens
     FROM imports i WHERE id = $1`,
    [id],
  );
  return row;
}

async function sql(text, values = []) {
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
