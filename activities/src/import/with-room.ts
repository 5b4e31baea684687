import { statfs } from 'node:fs/promises';
import { sqlState } from '@sidetrack/prisma';
import type { Deps } from '../types.ts';

export interface Room {
  readonly signal: AbortSignal;
  readonly heartbeat: () => void;
  /** Tells the listener what is waited for, once; null: it goes on. Never fails. */
  readonly tell: (reason: string | null) => Promise<void>;
  /** How many bytes are free where the database lies; null where that is another machine's affair. For tests. */
  readonly freeBytes?: () => Promise<number | null>;
}

/**
 * Does work that writes to the database, once there is room for it, and again where the disk was full in the middle of it: what it
 * did by then was undone. It waits as long as it takes.
 */
export async function withRoom(deps: Deps, room: Room, work: () => Promise<void>): Promise<void> {
  const freeBytes = room.freeBytes ?? (() => freeBytesOf(deps));
  let hasTold = false;
  for (;;) {
    const reason = tooLittle(deps, await freeBytes()) ?? (await fullWhile(work));
    if (reason === null) {
      if (hasTold) await room.tell(null);
      return;
    }
    if (!hasTold) await room.tell(reason);
    hasTold = true;
    room.heartbeat();
    await deps.sleep(LOOK_AGAIN_MS, room.signal);
  }
}

/** PostgreSQL ends at once when it cannot write its log: a file that is imported must not take the last of the disk. */
const ROOM_MB = 256;
const MEGABYTE = 2 ** 20;
const LOOK_AGAIN_MS = 5000;

/** On a laptop the database lies in the data folder; elsewhere the worker's own disk says nothing of it. */
async function freeBytesOf({ settings }: Deps): Promise<number | null> {
  if (settings.mode !== 'laptop') return null;
  try {
    const { bavail, bsize } = await statfs(settings.dataDir);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function tooLittle({ settings }: Deps, free: number | null): string | null {
  if (free === null || free >= ROOM_MB * MEGABYTE) return null;
  return `The disk of ${settings.dataDir} is full (${Math.floor(free / MEGABYTE)} MB left): free ${ROOM_MB} MB there, and the import goes on by itself. Nothing is lost.`;
}

/** Null when the work is done. @throws what else it fails with */
async function fullWhile(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (sqlState(error) !== DISK_FULL) throw error;
    return "The database's disk is full: make room there, and the import goes on by itself. Nothing is lost.";
  }
}

const DISK_FULL = '53100';
