import { cp, link } from 'node:fs/promises';

/** Puts a file into a folder without copying it where the two lie on one file system. */
export async function linkOrCopy(from, to) {
  await link(from, to).catch(() => cp(from, to));
}
