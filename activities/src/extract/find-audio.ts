import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '@sidetrack/prisma';

/** A file of the listener that holds this audio now: there, and of the size that was hashed. undefined: none. */
export async function findAudio(
  tx: Sql,
  { userId, audioSha256 }: { userId: string; audioSha256: string },
): Promise<string | undefined> {
  const files = await tx.query<{ root: string; relativePath: string; sizeBytes: number }>(FILES, [userId, audioSha256]);
  for (const { root, relativePath, sizeBytes } of files) {
    const path = join(root, relativePath);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.size === sizeBytes) return path;
  }
  return undefined;
}

const FILES = `
  SELECT r.path AS root, f.relative_path AS "relativePath", f.size_bytes AS "sizeBytes"
  FROM audio_files f JOIN audio_roots r ON r.id = f.root_id
  WHERE f.user_id = $1 AND f.audio_sha256 = decode($2, 'hex') AND f.state = 'ready'
  ORDER BY r.path, f.relative_path`;
