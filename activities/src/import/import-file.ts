import { activityContext } from '../context.ts';
import type { ActivityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import { progressReporter } from '../jobs/progress.ts';
import { holdToListenQuota, ListenQuotaError } from '../quotas/quotas.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import type { Deps, Receipt } from '../types.ts';
import { createBatch } from './batch.ts';
import type { Batch } from './batch.ts';
import { DamagedFileError, NotAnExportError } from './errors.ts';
import type { ImportState } from './import-state.ts';
import { advanceImport, finishImport, readImport, startImport } from './import-state.ts';
import type { ExportFile, ExportPart } from './open-export.ts';
import { openExport } from './open-export.ts';
import { withUpload } from './with-upload.ts';

/**
 * Reads an uploaded history file into the listener's plays and gives its receipt: read = imported + duplicates +
 * skipped + failed. Batches and cursor are written together, so that a killed import goes on where it was, and the same
 * file again is all duplicates.
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
    await withUpload(deps, state, async (path) => {
      const file = await openExport(path, state.fileName);
      try {
        await deps.db.asUser(state.userId, (tx) => startImport(tx, importId, file.format));
        await readParts({ deps, context, state, file, report: progressReporter(deps, 'rows') });
      } finally {
        file.close();
      }
    });
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

const BATCH_RECORDS = 1000;

interface Reading {
  readonly deps: Deps;
  readonly context: ActivityContext;
  readonly state: ImportState;
  readonly file: ExportFile;
  readonly report: ReportProgress;
}

async function readParts(reading: Reading): Promise<void> {
  const { state, file } = reading;
  const { cursor } = state;
  let { read } = state.receipt;
  for (const part of file.parts.filter(({ name }) => cursor === null || name >= cursor.part)) {
    const done = part.name === cursor?.part ? cursor.records : 0;
    read = await readPart(reading, part, { done, read });
  }
}

/** Reads one part from its record number `done` on; `read` counts the records of all parts. */
async function readPart(
  reading: Reading,
  part: ExportPart,
  { done, read }: { done: number; read: number },
): Promise<number> {
  const batch = createBatch(part.name, done, reading.deps.clock());
  let readBefore = read;
  const flush = async (): Promise<void> => {
    await writeBatch(reading, batch, readBefore);
    readBefore += batch.take().read;
  };
  let index = 0;
  try {
    for await (const record of part.records()) {
      index += 1;
      if (index <= done) continue;
      batch.add(record);
      if (batch.size >= BATCH_RECORDS) await flush();
    }
  } catch (error) {
    // What stands before the damage is whole.
    if (error instanceof DamagedFileError && batch.size > 0) await flush();
    throw error;
  }
  if (batch.size > 0) await flush();
  return readBefore;
}

async function writeBatch({ deps, context, state, report }: Reading, batch: Batch, readBefore: number): Promise<void> {
  const { userId, id: importId } = state;
  context.signal.throwIfAborted();
  const { rows, step } = batch.peek();
  await deps.db.asUser(userId, async (tx) => {
    const result = await upsertListens(tx, { userId, source: 'listenbrainz', importId, rows, now: deps.clock() });
    await holdToListenQuota(tx, userId);
    await advanceImport(tx, importId, readBefore, { ...step, ...result });
  });
  context.heartbeat(step.cursor);
  await report({ done: readBefore + step.read, total: null, message: `Reading ${step.cursor.part}` });
}

/** What to tell the listener; null for an error that trying again may help. */
function sentenceFor(error: unknown, fileName: string): string | null {
  if (error instanceof NotAnExportError) {
    return `${fileName} is not a ListenBrainz export: ${error.message}. Export your listens at listenbrainz.org/settings/export and import the zip file, or a .jsonl or .json file from it.`;
  }
  if (error instanceof DamagedFileError)
    return `${error.message}. What came before was imported; download ${fileName} again and import it once more, nothing is counted twice.`;
  if (error instanceof ListenQuotaError) return `${error.sentence} What came before in ${fileName} was imported.`;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return `The uploaded copy of ${fileName} is gone. Import the file again.`;
  return null;
}
