import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { checkReach } from './account.ts';
import type { Runner } from './account.ts';
import { majorVersion } from './binaries.ts';
import type { PostgresBinaries } from './binaries.ts';
import { PostgresError } from './errors.ts';

const run = promisify(execFile);

export const OWNER = 'sidetrack_owner';
export const APP = 'sidetrack_app';

const passwordsShape = z.object({ owner: z.string().min(1), app: z.string().min(1) });
export type Passwords = z.output<typeof passwordsShape>;

/** The folder of PostgreSQL's own files within the data folder. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, 'cluster');
}

export async function readPasswords(dataDir: string): Promise<Passwords | undefined> {
  const text = await readFile(join(dataDir, 'passwords.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : passwordsShape.parse(JSON.parse(text));
}

/**
 * Makes the cluster where there is none: UTF-8, PostgreSQL's own C.UTF-8 (sorts the same on every system), passwords on
 * loopback. It is built beside its place and renamed into it, so that an interrupted first start leaves nothing half made.
 */
export async function ensureCluster(dataDir: string, binaries: PostgresBinaries, runner: Runner): Promise<Passwords> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (runner.account !== undefined) await chmod(dataDir, 0o711);
  checkReach(runner, binaries.postgres, dataDir);
  const passwords = (await readPasswords(dataDir)) ?? (await makePasswords(dataDir));
  const cluster = clusterOf(dataDir);
  if (await exists(join(cluster, 'PG_VERSION'))) await checkVersion(cluster, binaries);
  else await initialise(dataDir, binaries, runner, passwords);
  await giveTo(runner, cluster);
  return passwords;
}

async function initialise(
  dataDir: string,
  { initdb }: PostgresBinaries,
  runner: Runner,
  passwords: Passwords,
): Promise<void> {
  const unfinished = join(dataDir, 'cluster.unfinished');
  const passwordFile = join(dataDir, 'owner-password');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, passwords.owner, { mode: 0o600 });
  await giveTo(runner, unfinished);
  await giveTo(runner, passwordFile);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const parameters = ['-D', unfinished, '-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', ...locale];
  const [program = initdb, ...rest] = [...runner.prefix, initdb, ...parameters];
  try {
    await run(program, rest, { cwd: '/', ...accountOf(runner) });
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? lastLine(String(error.stderr)) : String(error);
    throw new PostgresError(
      `PostgreSQL's files could not be made in ${dataDir}: ${reason}.`,
      'Check the free space and the permissions of that folder.',
      { cause: error },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, clusterOf(dataDir));
}

async function checkVersion(cluster: string, { postgres }: PostgresBinaries): Promise<void> {
  const made = Number(await readFile(join(cluster, 'PG_VERSION'), 'utf8'));
  const version = await majorVersion(postgres);
  if (made !== version) {
    throw new PostgresError(
      `The database in ${cluster} was made by PostgreSQL ${made}, and this SideTrack brings ${version}.`,
      'Use the SideTrack that made it, or start with a new data folder.',
    );
  }
}

async function makePasswords(dataDir: string): Promise<Passwords> {
  const passwords = { owner: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') };
  const file = join(dataDir, 'passwords.json');
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return passwords;
}

export function accountOf({ account }: Runner): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Gives files to the account that PostgreSQL runs as, where they are another's (its way of running may have changed). */
async function giveTo({ account }: Runner, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = account ?? { uid: 0, gid: 0 };
  if ((await stat(path)).uid !== uid) await chownAll(path, uid, gid);
}

async function chownAll(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  if (!(await stat(path)).isDirectory()) return;
  for (const entry of await readdir(path)) await chownAll(join(path, entry), uid, gid);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
