import { accessSync, constants, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../errors.ts';

/**
 * Makes a data folder and those above it. Level by level, after a look at the nearest one there is: Node's own recursive
 * mkdir never returns where the system says ENOENT for good, as under /proc.
 * @param shown what an error names, where that is not the folder itself
 * @returns takes away again what was made here, as far as it is empty
 * @throws {CliError} when it cannot be made or written
 */
export function makeDataFolder(dataDir: string, shown = dataDir): () => void {
  const missing: string[] = [];
  const made: string[] = [];
  const undo = (): void => removeEmpty(made);
  try {
    let nearest = dataDir;
    while (statSync(nearest, { throwIfNoEntry: false }) === undefined && dirname(nearest) !== nearest) {
      missing.unshift(nearest);
      nearest = dirname(nearest);
    }
    if (!statSync(nearest).isDirectory()) throw Object.assign(new Error(`${nearest} is a file.`), { code: 'ENOTDIR' });
    accessSync(nearest, constants.W_OK | constants.X_OK);
    for (const folder of missing) if (make(folder)) made.unshift(folder);
    return undo;
  } catch (error) {
    undo();
    throw new CliError(`The data folder ${shown} cannot be made (${codeOf(error)}): choose another with --data.`, {
      cause: error,
    });
  }
}

/** False where another process made it in the meantime. */
function make(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // Something lies in it by now: it stays, and so do those above.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
