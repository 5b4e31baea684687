import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything lives that is built once for this person, and may be deleted at any time. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['SIDETRACK_CACHE_DIR'];
  if (named) return resolve(named);
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sidetrack');
}

/**
 * Fills a folder beside the final place and renames it, so that a half-written program is never found. Of two processes that do so
 * at once, the first one's work is kept: both made the same.
 */
export async function placeAtomically(place: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const parent = join(place, '..');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'part-'));
  try {
    await fill(folder);
    await chmod(folder, 0o755);
    await rename(folder, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
