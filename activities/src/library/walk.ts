import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { looksLikeAudio } from './audio-extensions.ts';

export interface FoundFile {
  /** With / between the parts, whatever the system. */
  relativePath: string;
  sizeBytes: number;
  /** Whole milliseconds, as the database keeps it. */
  modifiedAt: Date;
}
/** A folder or file that could not be looked at; '' is the folder itself. */
export interface WalkProblem {
  relativePath: string;
  reason: string;
}
export interface Walk {
  files: FoundFile[];
  problems: WalkProblem[];
}

/**
 * The audio files under a folder, in the order of their names. Hidden and system folders are left out; symbolic links are
 * followed, each real folder once, so that a link to a parent ends the descent and not the scan.
 */
export async function walkAudio(root: string, beat: () => void = () => undefined): Promise<Walk> {
  const walk: Walk = { files: [], problems: [] };
  const visited = new Set<string>();
  const descend = async (folder: string): Promise<void> => {
    beat();
    const here = await stat(join(root, folder));
    const identity = `${String(here.dev)}:${String(here.ino)}`;
    if (visited.has(identity)) return;
    visited.add(identity);
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (isLeftOut(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      await guarded(walk, path, () => visit(path, entry));
    }
  };
  const visit = async (path: string, entry: Dirent): Promise<void> => {
    const followed = entry.isSymbolicLink() ? await stat(join(root, path)) : entry;
    if (followed.isDirectory()) return descend(path);
    if (!followed.isFile() || !looksLikeAudio(entry.name)) return;
    const { size, mtimeMs } = await stat(join(root, path));
    walk.files.push({ relativePath: path, sizeBytes: size, modifiedAt: new Date(Math.trunc(mtimeMs)) });
  };
  await guarded(walk, '', () => descend(''));
  return walk;
}

const SYSTEM_FOLDERS = new Set(['@eaDir', '$RECYCLE.BIN', 'System Volume Information', 'lost+found', '__MACOSX']);
export const isLeftOut = (name: string): boolean => name.startsWith('.') || SYSTEM_FOLDERS.has(name);

async function guarded(walk: Walk, relativePath: string, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    walk.problems.push({ relativePath, reason: reasonOf(error) });
  }
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = hasText(error, 'code') ? error.code : '';
  return REASONS[code] ?? (hasText(error, 'message') ? error.message : String(error));
}

const hasText = <Key extends string>(value: unknown, key: Key): value is Record<Key, string> =>
  typeof value === 'object' &&
  value !== null &&
  key in value &&
  typeof (value as Record<string, unknown>)[key] === 'string';

export const PERMISSION_REASON = 'SideTrack may not read it: check its permissions.';
const REASONS: Readonly<Record<string, string>> = {
  EACCES: PERMISSION_REASON,
  EPERM: PERMISSION_REASON,
  ENOENT: 'It is not there.',
  ENOTDIR: 'It is not a folder.',
  ELOOP: 'It is a link that leads to itself.',
  EIO: 'The disk could not read it.',
  ENAMETOOLONG: 'Its name is too long.',
};
