import { watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftOut } from './walk.ts';

export interface TreeWatch {
  /** Whether anything is watched: not while the folder is away. */
  isWatching(): boolean;
  /** Watches folders that have come since; call it after a change. */
  refresh(): Promise<void>;
  close(): void;
}

export interface TreeWatchOptions {
  /** Something changed in the folder or below: what, is not told. */
  readonly onChange: () => void;
  /** It cannot be watched, or not all of it; told once. */
  readonly onTrouble: (error: unknown) => void;
  readonly platform?: NodeJS.Platform;
}

/**
 * Watches a folder and all below it. On Linux each folder is watched by itself, which tells of the files in it: watching
 * recursively there means a watch a file, of which a system has few. Elsewhere the system watches trees itself.
 */
export async function watchTree(
  root: string,
  { onChange, onTrouble, platform = process.platform }: TreeWatchOptions,
): Promise<TreeWatch> {
  const watchers = new Map<string, FSWatcher>();
  let isTold = false;
  let isClosed = false;
  const tell = (error: unknown): void => {
    if (!isTold && !isClosed) onTrouble(error);
    isTold = true;
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const watchFolder = (folder: string): void => {
    if (watchers.has(folder) || isClosed) return;
    try {
      const watcher = watch(folder, { recursive: platform !== 'linux', persistent: false }, onChange);
      watcher.on('error', (error) => {
        forget(folder);
        tell(error);
      });
      watchers.set(folder, watcher);
    } catch (error) {
      tell(error);
    }
  };
  const refresh = async (): Promise<void> => {
    const folders = platform === 'linux' ? await foldersIn(root) : [root];
    const there = new Set(folders);
    for (const folder of [...watchers.keys()]) if (!there.has(folder)) forget(folder);
    folders.forEach(watchFolder);
  };
  await refresh();
  return {
    isWatching: () => watchers.size > 0,
    refresh,
    close: () => {
      isClosed = true;
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}

/** The folder and those below it that a scan looks into, links not followed. Folders that vanish meanwhile are left out. */
async function foldersIn(root: string): Promise<string[]> {
  const found: string[] = [];
  const left = [root];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (entries === null) continue;
    found.push(folder);
    for (const entry of entries) if (entry.isDirectory() && !isLeftOut(entry.name)) left.push(join(folder, entry.name));
  }
  return found;
}
