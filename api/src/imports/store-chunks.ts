import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Database } from '@sidetrack/prisma';
import type { ListenerScope } from '../access/scope.ts';
import { FileTooLargeError } from './store-file.ts';
import type { StoredFile } from './store-file.ts';

/** Large enough for few statements, small enough for the memory of many uploads at once. */
const CHUNK_BYTES = 1024 * 1024;
/** An upload without an import after so long was given up. */
const GIVEN_UP = '1 day';

/**
 * Streams a body into the database, where any pod can read it: never in memory as a whole, each piece committed, all of it
 * removed when anything fails. @throws FileTooLargeError, and what the database or the sender fails with
 */
export async function storeChunks(
  body: Readable,
  { scope, importId, maxBytes }: { scope: ListenerScope; importId: string; maxBytes: number },
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  let position = 0;
  let pieces: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const chunk = Buffer.concat(pieces);
    [pieces, size] = [[], 0];
    await scope.run((tx) => tx.query(ADD, [importId, position, scope.userId, chunk]));
    position += 1;
  };
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > maxBytes) throw new FileTooLargeError(maxBytes);
      hash.update(piece);
      pieces.push(piece);
      size += piece.length;
      if (size >= CHUNK_BYTES) await flush();
    }
    await flush();
    return { sha256: hash.digest(), bytes };
  } catch (error) {
    await removeChunks(scope, importId).catch(() => undefined);
    throw error;
  }
}

export async function removeChunks(scope: ListenerScope, importId: string): Promise<void> {
  await scope.run((tx) =>
    tx.query('DELETE FROM import_chunks WHERE user_id = $1 AND import_id = $2', [scope.userId, importId]),
  );
}

/** Removes uploads that a killed API left half received. */
export async function clearPartialChunks(db: Database, now: Date): Promise<void> {
  await db.asService((tx) => tx.query(CLEAR, [now]));
}

const ADD = 'INSERT INTO import_chunks (import_id, position, user_id, bytes) VALUES ($1, $2, $3, $4)';

const CLEAR = `
  DELETE FROM import_chunks c
  WHERE c.created_at < $1::timestamptz - interval '${GIVEN_UP}' AND NOT EXISTS (SELECT FROM imports i WHERE i.id = c.import_id)
    AND NOT EXISTS (
      SELECT FROM import_chunks later WHERE later.import_id = c.import_id AND later.created_at >= $1::timestamptz - interval '${GIVEN_UP}')`;
