import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup, REFUSED, restoreBackup } from './backup-scripts.ts';

/** The scripts as they run in a pod, with programs of the test in the place of PostgreSQL's. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-scripts-'));
  for (const name of ['backups', 'bin']) await mkdir(join(folder, name));
  await program('pg_dump', 'for a; do case "$a" in --file=*) echo "dump of $OWNER_URL" > "${a#--file=}" ;; esac; done');
  await program('pg_restore', `echo "pg_restore $*" >> ${folder}/calls`);
  await program('psql', `echo "psql $*" >> ${folder}/calls; cat >> ${folder}/calls`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, body: string): Promise<void> {
  await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`);
  await chmod(join(folder, 'bin', name), 0o755);
}

function run(script: string, variables: Record<string, string>): Promise<{ code: number; log: string }> {
  const here = script
    .replaceAll('/backups', join(folder, 'backups'))
    .replaceAll('/tmp/problem', join(folder, 'problem'))
    .replaceAll('/dev/termination-log', join(folder, 'message'));
  const env = { PATH: `${folder}/bin:${process.env['PATH']}`, OWNER_URL, ...variables };
  return new Promise((resolve) => {
    execFile('sh', ['-c', here], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), log: stdout + stderr });
    });
  });
}

const OWNER_URL = 'postgresql://owner:secret@db:5432/sidetrack?sslmode=require';
const message = async () => (await readFile(join(folder, 'message'), 'utf8')).trim();
const stored = async () => (await readdir(join(folder, 'backups'))).sort();
const place = (name: string, text = '') => writeFile(join(folder, 'backups', name), text);

test('a backup says its name and its size last, and has its SHA-256 beside it', async () => {
  expect(await run(makeBackup, { PREFIX: 'music', KEEP: '7' })).toMatchObject({ code: 0 });
  const [dump = '', sum] = await stored();
  const { size } = await stat(join(folder, 'backups', dump));
  expect(await message()).toBe(`${dump.replace('.dump', '')} ${size} bytes`);
  expect(dump).toMatch(/^music-\d{8}T\d{6}Z\.dump$/);
  expect(sum).toBe(`${dump}.sha256`);
});

test('the newest are kept, and what is no backup of this installation is left alone', async () => {
  for (const day of ['01', '02', '03']) await place(`music-202611${day}T030000Z.dump`);
  for (const other of ['other-20260101T000000Z.dump', 'music-notes.txt']) await place(other);
  await run(makeBackup, { PREFIX: 'music', KEEP: '2' });
  const names = (await stored()).filter((name) => !name.endsWith('.sha256'));
  expect(names.filter((name) => name.startsWith('music-2'))).toHaveLength(2);
  expect(names).toEqual(
    expect.arrayContaining(['music-20261103T030000Z.dump', 'other-20260101T000000Z.dump', 'music-notes.txt']),
  );
});

test('a dump that fails leaves nothing behind, and says why without the password', async () => {
  await program('pg_dump', 'echo "pg_dump: error: no space left on device" >&2; exit 1');
  expect((await run(makeBackup, { PREFIX: 'music', KEEP: '7' })).code).toBe(1);
  expect(await message()).toMatch(
    /^The backup was not made\. pg_dump: error: no space left on device \(\d+ MiB are free/,
  );
  expect(await message()).not.toContain('secret');
  expect(await stored()).toEqual([]);
});

test('a dump that cannot be read back is no backup', async () => {
  await program('pg_restore', 'exit 1');
  expect((await run(makeBackup, { PREFIX: 'music', KEEP: '7' })).code).toBe(1);
  expect(await stored()).toEqual([]);
});

test('a restore takes the place of the database only once it is whole', async () => {
  await run(makeBackup, { PREFIX: 'music', KEEP: '7' });
  const name = (await stored())[0]?.replace('.dump', '') ?? '';
  expect(await run(restoreBackup, { BACKUP: name })).toMatchObject({ code: 0 });
  expect(await message()).toBe(`${name} restored`);
  const calls = await readFile(join(folder, 'calls'), 'utf8');
  const order = ['CREATE DATABASE', 'pg_restore --exit-on-error', 'DROP DATABASE IF EXISTS :"database"', 'RENAME TO'];
  const places = order.map((step) => calls.indexOf(step));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(calls).toContain('--dbname=postgresql://owner:secret@db:5432/sidetrack_restoring?sslmode=require');
  expect(calls).toContain('-d postgresql://owner:secret@db:5432/postgres?sslmode=require');
});

test('a restore that fails leaves the database alone', async () => {
  await run(makeBackup, { PREFIX: 'music', KEEP: '7' });
  await program('pg_restore', 'echo "pg_restore: error: relation exists" >&2; exit 1');
  expect((await run(restoreBackup, { BACKUP: (await stored())[0] ?? '' })).code).toBe(1);
  expect(await message()).toMatch(
    /was not restored, and the database is as it was\. pg_restore: error: relation exists$/,
  );
  expect(await readFile(join(folder, 'calls'), 'utf8')).not.toContain('RENAME');
});

test('an unknown backup is refused with those there are', async () => {
  await place('music-20261101T030000Z.dump');
  await place('music-20261102T030000Z.dump');
  expect((await run(restoreBackup, { BACKUP: 'music-20200101T000000Z' })).code).toBe(REFUSED);
  expect(await message()).toBe(
    'There is no backup music-20200101T000000Z. Those there are: music-20261102T030000Z music-20261101T030000Z',
  );
});

test('a damaged backup is refused', async () => {
  await run(makeBackup, { PREFIX: 'music', KEEP: '7' });
  const [dump = ''] = await stored();
  await place(dump, 'something else');
  expect((await run(restoreBackup, { BACKUP: dump })).code).toBe(REFUSED);
  expect(await message()).toContain('is damaged');
});
