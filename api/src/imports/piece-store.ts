import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from '@sidetrack/prisma';
import type { ListenerScope } from '../access/scope.ts';
import type { ApiSettings } from '../deps.ts';
import { removeChunks } from './store-chunks.ts';

/** Where the bytes of an upload are put piece by piece, and stay until its import has read them. */
export interface PieceStore {
  /** Whether as many bytes as were counted are there still. */
  holds(bytes: number): Promise<boolean>;
  /** Puts bytes at an offset, on the disk for good. Called before they are counted, so that what is counted is there. */
  put(bytes: Buffer, offset: number): Promise<void>;
  /** The same for a store that keeps them in the transaction that counts them; `position` counts its pieces. */
  putCounted(tx: Sql, bytes: Buffer, position: number): Promise<void>;
  /** SHA-256 of the whole, which is where its import reads it from now on. Doing it again gives the same. */
  close(): Promise<Buffer>;
  remove(): Promise<void>;
}

/** The path at which an upload lies on a laptop once it is whole; null where uploads lie in the database. */
export function uploadPath({ mode, dataDir }: ApiSettings, id: string): string | null {
  return mode === 'hosted' ? null : join(dataDir, 'imports', id);
}

/** As uploads in one go: a file on a laptop, rows on a server (docs/decisions/0016-uploads-in-the-database.md). */
export function pieceStore(
  { id, storedPath }: { id: string; storedPath: string | null },
  scope: ListenerScope,
): PieceStore {
  return storedPath === null ? inDatabase(id, scope) : inFile(storedPath);
}

function inFile(path: string): PieceStore {
  const partial = `${path}.part`;
  return {
    holds: async (bytes) => bytes === 0 || ((await stat(partial).catch(() => null))?.size ?? 0) >= bytes,
    async put(bytes, offset) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(partial, constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        await file.write(bytes, 0, bytes.length, offset);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    putCounted: () => Promise.resolve(),
    async close() {
      // Absent where it was renamed by a request whose sender did not hear the answer.
      if ((await stat(partial).catch(() => null)) !== null) await rename(partial, path);
      return hashOf(createReadStream(path));
    },
    async remove() {
      await rm(partial, { force: true });
      await rm(path, { force: true });
    },
  };
}

function inDatabase(id: string, scope: ListenerScope): PieceStore {
  return {
    async holds(bytes) {
      const [kept] = await scope.run((tx) =>
        tx.query<{ bytes: number }>(
          'SELECT coalesce(sum(octet_length(bytes)), 0)::bigint AS bytes FROM import_chunks WHERE user_id = $1 AND import_id = $2',
          [scope.userId, id],
        ),
      );
      return (kept?.bytes ?? 0) >= bytes;
    },
    put: () => Promise.resolve(),
    async putCounted(tx, bytes, position) {
      await tx.query('INSERT INTO import_chunks (import_id, position, user_id, bytes) VALUES ($1, $2, $3, $4)', [
        id,
        position,
        scope.userId,
        bytes,
      ]);
    },
    close: () => hashOf(storedPieces(id, scope)),
    remove: () => removeChunks(scope, id),
  };
}

async function* storedPieces(id: string, scope: ListenerScope): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const [piece] = await scope.run((tx) =>
      tx.query<{ bytes: Uint8Array }>('SELECT bytes FROM import_chunks WHERE import_id = $1 AND position = $2', [
        id,
        position,
      ]),
    );
    if (piece === undefined) return;
    yield piece.bytes;
  }
}

async function hashOf(bytes: AsyncIterable<unknown>): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const piece of bytes) hash.update(piece as Uint8Array);
  return hash.digest();
}
