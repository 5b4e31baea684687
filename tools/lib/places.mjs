import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where everything lives that is fetched or built once for this person, and may be deleted at any time. */
export const cacheDir = process.env.SIDETRACK_CACHE_DIR
  ? resolve(process.env.SIDETRACK_CACHE_DIR)
  : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sidetrack');

export const logsDir = join(cacheDir, 'logs');
export const binDir = join(root, 'node_modules', '.bin');

/** Only package registries may be reached: set where a clean machine has nothing else. */
export const registriesOnly = process.env.SIDETRACK_DOWNLOADS === 'registries';
