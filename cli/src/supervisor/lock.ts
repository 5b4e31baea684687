import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AlreadyRunningError } from '../errors.ts';
import { identify, isRunning, type ProcessIdentity } from './identity.ts';

/**
 * Takes the data folder for this process. A lock whose process is gone (kill -9, power cut) is taken over.
 * @returns gives the folder back
 * @throws {AlreadyRunningError} when a living process holds it
 */
export function lockDataDir(dataDir: string, self = identify(process.pid)): () => void {
  if (self === null) throw new Error('This process cannot find itself in the process table.');
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'lock');
  for (;;) {
    if (createExclusively(path, self)) return () => release(path, self);
    const holder = readLock(path);
    if (holder !== null && isRunning(holder)) throw new AlreadyRunningError(holder.pid, dataDir);
    // Renaming succeeds for one of two starters only; the other one finds nothing to rename and tries again.
    moveAside(path, `${path}.stale-${self.pid}`);
  }
}

/** Who holds the folder now; null when nobody does. */
export function lockHolder(dataDir: string): ProcessIdentity | null {
  const holder = readLock(join(dataDir, 'lock'));
  return holder !== null && isRunning(holder) ? holder : null;
}

const identitySchema = z.object({ pid: z.int().positive(), started: z.string() });

function createExclusively(path: string, self: ProcessIdentity): boolean {
  try {
    writeFileSync(path, JSON.stringify(self), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** A lock that is empty or half written was cut off by a crash: nobody holds it. */
function readLock(path: string): ProcessIdentity | null {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function moveAside(path: string, aside: string): void {
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

function release(path: string, self: ProcessIdentity): void {
  const holder = readLock(path);
  if (holder?.pid === self.pid && holder.started === self.started) rmSync(path, { force: true });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
