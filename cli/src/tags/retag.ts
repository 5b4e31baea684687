import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { TagsRefusedError, writeFields } from './tag-file.ts';
import type { Fields } from './tag-fields.ts';

export interface Retagging {
  /** SHA-256 of the audio of a file, without its tags. */
  readonly hashAudio: (path: string) => Promise<string>;
  /** Keeps what was there, so that it can be restored; called before anything is replaced. */
  readonly keep: (change: { path: string; before: Fields; after: Fields }) => Promise<void>;
}

/**
 * Changes fields of a file's tags: in a copy beside it, which takes its place in one step once it is on the disk and its audio has been
 * found to be the same. Whatever happens meanwhile, the file is the old one or the new one.
 * @throws TagsRefusedError where the audio would not be the same, or the file was changed meanwhile
 */
export async function retag(
  path: string,
  { before, after }: { before: Fields; after: Fields },
  { hashAudio, keep }: Retagging,
): Promise<void> {
  const copy = join(dirname(path), `.${basename(path)}.sidetrack-${process.pid}`);
  const was = await stat(path);
  try {
    // The kind of file is told by the end of its name.
    const named = `${copy}${path.slice(path.lastIndexOf('.'))}`;
    try {
      await copyFile(path, named, constants.COPYFILE_EXCL);
      writeFields(named, after);
      const [old, now] = [await hashAudio(path), await hashAudio(named)];
      if (old !== now) throw new TagsRefusedError('writing its tags would have changed its audio');
      const is = await stat(path);
      if (is.mtimeMs !== was.mtimeMs || is.size !== was.size) throw new TagsRefusedError('it was changed meanwhile');
      const file = await open(named, 'r+');
      await file.sync();
      await file.close();
      await keep({ path, before, after });
      await rename(named, path);
    } finally {
      await rm(named, { force: true });
    }
    await utimes(path, was.atime, new Date());
  } catch (error) {
    if (error instanceof TagsRefusedError) throw error;
    throw new TagsRefusedError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
