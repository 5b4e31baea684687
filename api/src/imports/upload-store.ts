import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ListenerScope } from '../access/scope.ts';
import type { ApiSettings } from '../deps.ts';
import { removeChunks, storeChunks } from './store-chunks.ts';
import { storeFile } from './store-file.ts';
import type { StoredFile } from './store-file.ts';

/** Where an upload is kept until its import has read it. */
export interface UploadStore {
  /** Null: in the database. */
  readonly storedPath: string | null;
  receive(body: Readable, maxBytes: number): Promise<StoredFile>;
  remove(): Promise<void>;
}

/**
 * On a laptop a file of its data folder, which the worker on the same machine reads. On a server the database: the pods of the API
 * and of the worker share no disk, and nothing that was taken in may be lost with a pod (docs/decisions/0016-uploads-in-the-database.md).
 */
export function uploadStore({ mode, dataDir }: ApiSettings, scope: ListenerScope, importId: string): UploadStore {
  if (mode === 'hosted') {
    return {
      storedPath: null,
      receive: (body, maxBytes) => storeChunks(body, { scope, importId, maxBytes }),
      remove: () => removeChunks(scope, importId),
    };
  }
  const storedPath = join(dataDir, 'imports', importId);
  return {
    storedPath,
    receive: (body, maxBytes) => storeFile(body, storedPath, maxBytes),
    remove: () => unlink(storedPath),
  };
}
