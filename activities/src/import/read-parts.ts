import type { ActivityContext } from '../context.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import { holdToListenQuota, readQuotas } from '../quotas/quotas.ts';
import type { Deps } from '../types.ts';
import { createBatch } from './batch.ts';
import type { FullBatch } from './batch.ts';
import { DamagedFileError } from './errors.ts';
import { createExtent } from './extent.ts';
import type { Extent } from './extent.ts';
import type { FileSource } from './formats/format.ts';
import { advanceImport, noteWaiting } from './import-state.ts';
import type { ImportState } from './import-state.ts';
import { oneBehind } from './one-behind.ts';
import type { OneBehind } from './one-behind.ts';
import type { ExportFile, ExportPart } from './open-export.ts';
import { withRoom } from './with-room.ts';
import type { Room } from './with-room.ts';

export interface PartsToRead {
  readonly deps: Deps;
  readonly context: ActivityContext;
  readonly state: ImportState;
  readonly file: ExportFile;
}

/**
 * Reads the parts of a file from where its import stands. While one batch is written the next is read, so that two are held at
 * most, however long the file is.
 */
export async function readParts({ deps, context, state, file }: PartsToRead): Promise<void> {
  const reading: Reading = {
    deps,
    context,
    state,
    report: progressReporter(deps, 'rows'),
    extent: createExtent(file.parts),
    batchRecords: await batchRecordsOf(deps, state.userId),
    behind: oneBehind(),
    room: {
      signal: context.signal,
      heartbeat: () => context.heartbeat(),
      tell: (reason) => tellOfRoom({ deps, context, state }, reason),
    },
  };
  const { cursor } = state;
  let { read } = state.receipt;
  try {
    for (const part of file.parts) {
      if (cursor === null || part.name >= cursor.part) {
        const done = part.name === cursor?.part ? cursor.records : 0;
        read = await readPart(reading, part, { done, read });
      }
      reading.extent.endPart(part.bytes);
    }
  } finally {
    await reading.behind.end();
  }
}

/** So many that statements and commits weigh little, and few enough that progress is seen. */
const BATCH_RECORDS = 25_000;
/** Of a listener whose plays are limited: beyond the limit nothing of a batch is kept. */
const BATCH_RECORDS_UNDER_QUOTA = 1000;

async function batchRecordsOf({ db }: Deps, userId: string): Promise<number> {
  const { maxListens } = await db.asUser(userId, (tx) => readQuotas(tx, userId));
  return maxListens === null ? BATCH_RECORDS : BATCH_RECORDS_UNDER_QUOTA;
}

interface Reading extends Omit<PartsToRead, 'file'> {
  readonly report: ReportProgress;
  readonly extent: Extent;
  readonly batchRecords: number;
  readonly behind: OneBehind;
  readonly room: Room;
}

/** On the page of imports and in the log, as far as they can be written. */
async function tellOfRoom(
  { deps, context, state }: Pick<PartsToRead, 'deps' | 'context' | 'state'>,
  reason: string | null,
): Promise<void> {
  context.logger.warn(reason ?? 'There is room on the disk again: the import goes on.');
  try {
    await deps.db.asUser(state.userId, (tx) => noteWaiting(tx, state.id, reason));
  } catch (error) {
    context.logger.debug({ err: error }, 'What the import waits for could not be written either.');
  }
}

/** Reads one part from its record number `done` on; `read` counts the records of all parts. */
async function readPart(
  reading: Reading,
  part: ExportPart,
  { done, read }: { done: number; read: number },
): Promise<number> {
  const { deps, state, extent, batchRecords, behind } = reading;
  const batch = createBatch(part, done, { now: deps.clock(), rules: state.rules, timeZone: state.timeZone });
  let readBefore = read;
  const flush = async (): Promise<void> => {
    const full = batch.take();
    const before = readBefore;
    readBefore += full.step.read;
    await behind.start(() =>
      withRoom(deps, reading.room, () => writeBatch(reading, part.reading.source, full, before)),
    );
  };
  let index = 0;
  try {
    for await (const record of part.records()) {
      index += 1;
      extent.add(record);
      if (index <= done) continue;
      batch.add(record);
      if (batch.size >= batchRecords) await flush();
    }
  } catch (error) {
    // What stands before the damage is whole.
    if (error instanceof DamagedFileError && batch.size > 0) await flush();
    throw error;
  }
  if (batch.size > 0) await flush();
  return readBefore;
}

async function writeBatch(
  { deps, context, state, report, extent }: Reading,
  source: FileSource,
  { rows, step }: FullBatch,
  readBefore: number,
): Promise<void> {
  const { userId, id: importId } = state;
  context.signal.throwIfAborted();
  await deps.db.asUser(userId, async (tx) => {
    const result = await upsertListens(tx, { userId, source, importId, rows, now: deps.clock() });
    await holdToListenQuota(tx, userId);
    await advanceImport(tx, importId, readBefore, { ...step, ...result });
  });
  context.heartbeat(step.cursor);
  const done = readBefore + step.read;
  await report({ done, total: extent.rowsInAll(done), message: `Reading ${step.cursor.part}` });
}
