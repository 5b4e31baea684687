import { createHash } from 'node:crypto';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly sha256: Buffer;
  readonly bytes: number;
}

/** The body is longer than the installation takes. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes.`);
    this.maxBytes = maxBytes;
  }
}

/**
 * Streams a body into a file: never in memory as a whole, on the disk for good (fsync) before it gets its name, gone
 * without a trace when anything fails. @throws FileTooLargeError, and what the disk or the sender fails with
 */
export async function storeFile(body: Readable, path: string, maxBytes: number): Promise<StoredFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.part`;
  try {
    const stored = await write(body, partial, maxBytes);
    await rename(partial, path);
    await syncFolder(dirname(path));
    return stored;
  } catch (error) {
    await unlink(partial).catch(() => undefined);
    throw error;
  }
}

async function write(body: Readable, path: string, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new FileTooLargeError(maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest(), bytes };
}

/** The name of a new file is on the disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
