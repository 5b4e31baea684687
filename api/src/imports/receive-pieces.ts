import type { Readable } from 'node:stream';
import type { ListenerScope } from '../access/scope.ts';
import { advanceUpload } from '../queries/uploads.ts';
import type { StoredUpload } from '../queries/uploads.ts';
import type { PieceStore } from './piece-store.ts';

/** Large enough for few writes, small enough that little is sent again after a break. */
const PIECE_BYTES = 1024 * 1024;

/** More bytes came than were announced. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError';
}

/** Another request has sent bytes of the same upload meanwhile. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/**
 * Takes bytes of an upload from its offset on, each piece stored before it is counted. Whatever ends the body, what had come
 * of it is kept. Gives how many bytes of the file are here.
 * @throws TooManyBytesError, OvertakenError, and what the disk, the database or the sender fails with
 */
export async function receivePieces(
  body: Readable,
  upload: Pick<StoredUpload, 'id' | 'bytes' | 'received'>,
  { store, scope, now }: { store: PieceStore; scope: ListenerScope; now: () => Date },
): Promise<number> {
  let { received } = upload;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const piece = Buffer.concat(waiting);
    [waiting, size] = [[], 0];
    await store.put(piece, received);
    const step = { id: upload.id, from: received, bytes: piece.length, now: now() };
    await scope.run(async (tx) => {
      const position = await advanceUpload(tx, scope.userId, step);
      if (position === null) throw new OvertakenError();
      await store.putCounted(tx, piece, position);
    });
    received += piece.length;
  };
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (received + size + chunk.length > upload.bytes) throw new TooManyBytesError();
      waiting.push(chunk);
      size += chunk.length;
      if (size >= PIECE_BYTES) await flush();
    }
  } catch (error) {
    if (!(error instanceof OvertakenError)) await flush();
    throw error;
  }
  await flush();
  return received;
}
