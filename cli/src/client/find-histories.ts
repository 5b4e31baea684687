import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';

/** A file to import. */
export interface HistoryFile {
  readonly path: string;
  /** The folder that was named and that it was found in: it may be no history at all. Null for a file that was named itself. */
  readonly folder: string | null;
}

/**
 * The files to import for what was named: a file itself, or whatever in a folder and the folders in it may be a history, in the
 * order of their paths. Links are not followed.
 * @throws {CliError} for a folder that holds nothing of the kind
 */
export function findHistories(path: string): HistoryFile[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [{ path, folder: null }];
  const files = filesIn(path).sort();
  if (files.length === 0) throw new CliError(`${path} holds no file that could be a listening history (${ENDINGS}).`);
  return files.map((file) => ({ path: file, folder: path }));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isForSystems(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() && MAY_BE_A_HISTORY.test(entry.name) ? [path] : [];
    });
}

const ENDINGS = '.json, .jsonl, .csv, .tsv, .log, .gz or .zip';
const MAY_BE_A_HISTORY = /\.(json|jsonl|csv|tsv|log|gz|zip)$/iu;

/** What archives of a Mac and hidden folders hold is no export, .scrobbler.log is. */
function isForSystems(name: string): boolean {
  return name === '__MACOSX' || (name.startsWith('.') && !name.startsWith('.scrobbler'));
}
