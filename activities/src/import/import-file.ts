import { activityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import { ListenQuotaError } from '../quotas/quotas.ts';
import type { Deps, Receipt } from '../types.ts';
import { DamagedFileError, NotAnExportError } from './errors.ts';
import { KNOWN_KINDS } from './formats/index.ts';
import { awaitTimeZone, finishImport, readImport, startImport } from './import-state.ts';
import { openExport } from './open-export.ts';
import { readParts } from './read-parts.ts';
import { restoreArchive } from './sidetrack/restore-archive.ts';
import { withUpload } from './with-upload.ts';

/**
 * Reads an uploaded history file into the listener's plays and gives its receipt: read = imported + duplicates +
 * skipped + failed. Batches and cursor are written together, so that a killed import goes on where it was, and the same
 * file again is all duplicates. A file whose times stand without a zone waits until its listener has named one.
 * @throws PermanentError when the file is no export, or is damaged; what was read before the damage stays
 */
export async function importFile(deps: Deps, { importId }: { importId: string }): Promise<Receipt> {
  const state = await readImport(deps.db, importId);
  if (state === undefined)
    throw new PermanentError('This import was removed.', { service: 'import', remedy: 'Upload the file again.' });
  if (state.state === 'done') return state.receipt;
  const context = activityContext(deps);
  context.heartbeat();
  try {
    const isWaiting = await withUpload(deps, state, async (path) => {
      const file = await openExport(path, state.fileName);
      try {
        if (state.timeZone === null && file.parts.some(({ reading }) => reading.needsTimeZone)) {
          await deps.db.asUser(state.userId, (tx) => awaitTimeZone(tx, importId, file.format));
          return true;
        }
        await deps.db.asUser(state.userId, (tx) => startImport(tx, importId, file.format));
        if (file.archive === null) await readParts({ deps, context, state, file });
        else await restoreArchive({ deps, context, state, parts: file.archive });
        return false;
      } finally {
        file.close();
      }
    });
    if (isWaiting) return state.receipt;
  } catch (error) {
    const reason = sentenceFor(error, state.fileName);
    if (reason === null) throw error;
    await deps.db.asUser(state.userId, (tx) =>
      finishImport(tx, importId, { state: 'failed', reason, now: deps.clock() }),
    );
    throw new PermanentError(reason, { service: 'import', cause: error });
  }
  await deps.db.asUser(state.userId, (tx) =>
    finishImport(tx, importId, { state: 'done', reason: null, now: deps.clock() }),
  );
  return (await readImport(deps.db, importId))?.receipt ?? state.receipt;
}

/** What to tell the listener; null for an error that trying again may help. */
function sentenceFor(error: unknown, fileName: string): string | null {
  if (error instanceof NotAnExportError) {
    return `${fileName} cannot be imported: ${error.message}. Known are histories of ${KNOWN_KINDS}, each as a file or in a zip file.`;
  }
  if (error instanceof DamagedFileError)
    return `${error.message}. What came before was imported; download ${fileName} again and import it once more, nothing is counted twice.`;
  if (error instanceof ListenQuotaError) return `${error.sentence} What came before in ${fileName} was imported.`;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return `The uploaded copy of ${fileName} is gone. Import the file again.`;
  return null;
}
