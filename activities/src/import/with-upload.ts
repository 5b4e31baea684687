import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityContext } from '../context.ts';
import type { Deps } from '../types.ts';
import type { ImportState } from './import-state.ts';

/**
 * Runs `work` with the path of the uploaded file: as it was stored, or written to a temporary file from the pieces in the
 * database, which is removed again. Reading needs a file: an archive is opened at its end.
 */
export async function withUpload<T>(
  deps: Deps,
  { id, userId, storedPath }: Pick<ImportState, 'id' | 'userId' | 'storedPath'>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (storedPath !== null) return work(storedPath);
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-import-'));
  try {
    const path = join(folder, 'upload');
    await writePieces(deps, { id, userId, path });
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writePieces(
  deps: Deps,
  { id, userId, path }: { id: string; userId: string; path: string },
): Promise<void> {
  const { heartbeat, signal } = activityContext(deps);
  const file = await open(path, 'wx', 0o600);
  try {
    for (let position = 0; ; position += 1) {
      signal.throwIfAborted();
      const [piece] = await deps.db.asUser(userId, (tx) => tx.query<{ bytes: Uint8Array }>(PIECE, [id, position]));
      if (piece === undefined) break;
      await file.writeFile(piece.bytes);
      heartbeat();
    }
    if ((await file.stat()).size === 0) throw new MissingUploadError();
  } finally {
    await file.close();
  }
}

const PIECE = 'SELECT bytes FROM import_chunks WHERE import_id = $1 AND position = $2';

/** As the missing file of a laptop is told by its code. */
class MissingUploadError extends Error {
  override readonly name = 'MissingUploadError';
  readonly code = 'ENOENT';

  constructor() {
    super('The uploaded copy is gone.');
  }
}
