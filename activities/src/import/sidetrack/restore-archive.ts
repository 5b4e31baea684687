import { sqlState } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import type { ActivityContext } from '../../context.ts';
import type { ReportProgress } from '../../jobs/progress.ts';
import { progressReporter } from '../../jobs/progress.ts';
import { holdToListenQuota } from '../../quotas/quotas.ts';
import type { Deps } from '../../types.ts';
import { DamagedFileError } from '../errors.ts';
import type { Extent } from '../extent.ts';
import { createExtent } from '../extent.ts';
import type { ImportState, ImportStep } from '../import-state.ts';
import { advanceImport } from '../import-state.ts';
import type { ExportRecord } from '../records.ts';
import type { ArchivePart } from './archive.ts';
import type { RestoreContext, Restored } from './restored-file.ts';

interface Restoring {
  readonly deps: Deps;
  readonly context: ActivityContext;
  readonly state: ImportState;
  readonly parts: readonly ArchivePart[];
}

interface Progress extends Restoring {
  readonly report: ReportProgress;
  readonly extent: Extent;
}

/**
 * Reads an archive of SideTrack back. Every row of the files that are read is counted; what was told before is a duplicate. Killed, it
 * goes on behind the last batch that was written.
 * @throws DamagedFileError
 */
export async function restoreArchive(restored: Restoring): Promise<void> {
  const { deps, state, parts } = restored;
  const extent = createExtent(parts);
  const restoring = { ...restored, extent, report: progressReporter(deps, 'rows') };
  const { cursor } = state;
  const listener = await readListener(restored);
  const first =
    cursor === null
      ? 0
      : Math.max(
          0,
          parts.findIndex(({ name }) => name === cursor.part),
        );
  let { read } = state.receipt;
  for (const [index, part] of parts.entries()) {
    if (index >= first)
      read = await restorePart(restoring, part, { done: index === first ? (cursor?.records ?? 0) : 0, read, listener });
    extent.endPart(part.bytes);
  }
}

/** A row of more bytes takes a place of its own among so many. */
const BATCH_ROWS = 5000;
const BATCH_BYTES = 4 * 2 ** 20;

type Listener = Pick<RestoreContext, 'isEmpty' | 'isLocal'>;

async function restorePart(
  restoring: Progress,
  part: ArchivePart,
  { done, read, listener }: { done: number; read: number; listener: Listener },
): Promise<number> {
  let [before, index] = [read, 0];
  let batch: ExportRecord[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await writeBatch(restoring, part, { batch, records: index, before, listener });
    before += batch.length;
    [batch, bytes] = [[], 0];
  };
  try {
    for await (const record of part.records()) {
      restoring.extent.add(record);
      if (index >= done) {
        batch.push(record);
        bytes += 'text' in record ? record.text.length : 0;
      }
      index += 1;
      if (batch.length >= BATCH_ROWS || bytes >= BATCH_BYTES) await flush();
    }
  } catch (error) {
    // What stands before the damage is whole.
    if (error instanceof DamagedFileError) await flush();
    throw error;
  }
  await flush();
  return before;
}

interface Written {
  readonly batch: readonly ExportRecord[];
  /** How many records of the part lie behind, with this batch. */
  readonly records: number;
  readonly before: number;
  readonly listener: Listener;
}

async function writeBatch(
  restoring: Progress,
  part: ArchivePart,
  { batch, records, before, listener }: Written,
): Promise<void> {
  const { deps, context, state, report, extent } = restoring;
  context.signal.throwIfAborted();
  const { rows, failures } = parsed(part, batch);
  await deps.db.asUser(state.userId, async (tx) => {
    const to = { ...listener, userId: state.userId, importId: state.id, now: deps.clock() };
    const result = await restoreRows(tx, part, rows, to);
    await holdToListenQuota(tx, state.userId);
    const skipped = result.skipped ?? {};
    const left = Object.values(skipped).reduce((sum, n) => sum + n, 0);
    const step: ImportStep = {
      cursor: { part: part.name, records, intoEmpty: listener.isEmpty },
      read: batch.length,
      imported: result.imported,
      duplicates: rows.length - result.failures.length - result.imported - left,
      skipped,
      failures: [...failures, ...result.failures],
    };
    await advanceImport(tx, state.id, before, step);
  });
  context.heartbeat({ part: part.name, records });
  const done = before + batch.length;
  await report({ done, total: extent.rowsInAll(done), message: `Reading ${part.name}` });
}

type Failure = ImportStep['failures'][number];
interface ParsedRow {
  readonly line: number;
  readonly row: unknown;
}

function parsed(
  { name, file }: ArchivePart,
  batch: readonly ExportRecord[],
): { rows: ParsedRow[]; failures: Failure[] } {
  const [rows, failures]: [ParsedRow[], Failure[]] = [[], []];
  for (const record of batch) {
    const verdict = 'problem' in record ? { failure: record.problem } : parseRow(file, record.text);
    if ('row' in verdict) rows.push({ line: record.line, row: verdict.row });
    else failures.push({ file: name, line: record.line, reason: verdict.failure });
  }
  return { rows, failures };
}

function parseRow(file: ArchivePart['file'], text: string): ReturnType<ArchivePart['file']['parse']> {
  try {
    return file.parse(JSON.parse(text));
  } catch {
    return { failure: 'it is not JSON' };
  }
}

/** All at once; where the database refuses one of them, each by itself, so that the others are not lost. */
async function restoreRows(
  tx: Sql,
  { name, file }: ArchivePart,
  rows: readonly ParsedRow[],
  to: RestoreContext,
): Promise<Restored & { failures: Failure[] }> {
  if (rows.length === 0) return { imported: 0, failures: [] };
  const all = await tried(tx, () =>
    file.restore(
      tx,
      rows.map(({ row }) => row),
      to,
    ),
  );
  if (all !== null) return { ...all, failures: [] };
  let imported = 0;
  const skipped: Record<string, number> = {};
  const failures: Failure[] = [];
  for (const { line, row } of rows) {
    const one = await tried(tx, () => file.restore(tx, [row], to));
    if (one === null) failures.push({ file: name, line, reason: 'it holds a value that cannot be' });
    imported += one?.imported ?? 0;
    for (const [reason, n] of Object.entries(one?.skipped ?? {})) skipped[reason] = (skipped[reason] ?? 0) + n;
  }
  return { imported, skipped, failures };
}

/** @returns null for values that the database refuses (SQLSTATE classes 22 and 23) */
async function tried<T>(tx: Sql, work: () => Promise<T>): Promise<T | null> {
  await tx.query('SAVEPOINT restore');
  try {
    const result = await work();
    await tx.query('RELEASE SAVEPOINT restore');
    return result;
  } catch (error) {
    if (!/^2[23]/u.test(sqlState(error) ?? '')) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT restore');
    return null;
  }
}

/** Whether they had plays when the import began is remembered with how far it has come. */
async function readListener({ deps, state }: Restoring): Promise<Listener> {
  const [row] = await deps.db.asUser(state.userId, (tx) => tx.query<Listener>(LISTENER, [state.userId]));
  return { isLocal: row?.isLocal ?? false, isEmpty: state.cursor?.intoEmpty ?? row?.isEmpty ?? false };
}

const LISTENER = `
  SELECT kind = 'local' AS "isLocal", NOT EXISTS (SELECT FROM listens WHERE user_id = $1) AS "isEmpty" FROM users WHERE id = $1`;
