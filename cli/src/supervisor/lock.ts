import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AlreadyRunningError } from '../errors.ts';
import { identify, isRunning, type ProcessIdentity } from './identity.ts';
import { makeDataFolder } from './make-folder.ts';

/**
 * Takes the data folder for this process. A lock whose process is gone (kill -9, power cut) is taken over.
 * @param shown what an error names, where that is not the folder itself
 * @returns gives the folder back; a folder that was made for the lock and is still empty goes with it
 * @throws {AlreadyRunningError} when a living process holds it
 * @throws {CliError} when the folder cannot be made
 */
export function lockDataDir(dataDir: string, self = identify(process.pid), shown = dataDir): () => void {
  if (self === null) throw new Error('This process cannot find itself in the process table.');
  const removeEmpty = makeDataFolder(dataDir, shown);
  const path = join(dataDir, 'lock');
  for (;;) {
    if (createExclusively(path, self)) {
      return () => {
        release(path, self);
        removeEmpty();
      };
    }
    const holder = readLock(path);
    if (holder !== null && isRunning(holder)) throw new AlreadyRunningError(holder.pid, shown);
    putStaleAside(path, `${path}.stale-${self.pid}`);
  }
}

/** Who holds the folder now; null when nobody does. */
export function lockHolder(dataDir: string): ProcessIdentity | null {
  const holder = readLock(join(dataDir, 'lock'));
  return holder !== null && isRunning(holder) ? holder : null;
}

const identitySchema = z.object({ pid: z.int().positive(), started: z.string() });

/** A link is made whole or not at all, so nobody ever reads half a lock of a living process. */
function createExclusively(path: string, self: ProcessIdentity): boolean {
  const own = `${path}.${self.pid}`;
  writeFileSync(own, JSON.stringify(self));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** A lock that cannot be read was damaged by a crash: nobody holds it. */
function readLock(path: string): ProcessIdentity | null {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Renaming succeeds for one of several starters only; the others find nothing to rename and look again. */
function putStaleAside(path: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Between the look and the renaming another starter may have taken the folder: it gets its lock back.
  const holder = readLock(aside);
  if (holder !== null && isRunning(holder)) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, self: ProcessIdentity): void {
  const holder = readLock(path);
  if (holder?.pid === self.pid && holder.started === self.started) rmSync(path, { force: true });
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
