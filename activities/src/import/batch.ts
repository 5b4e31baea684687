import type { ListenRow } from '../listens/listen-row.ts';
import type { RowContext } from './formats/format.ts';
import { judgeRecord } from './import-record.ts';
import type { ImportStep } from './import-state.ts';
import type { ExportPart } from './open-export.ts';
import type { ExportRecord } from './records.ts';

/** Plays that are to be written together, and what they and the rows between them add to the receipt. */
export interface FullBatch {
  readonly rows: readonly ListenRow[];
  readonly step: Omit<ImportStep, 'imported' | 'duplicates'>;
}

/** Records of one part that are not yet written. */
export interface Batch {
  readonly size: number;
  add(record: ExportRecord): void;
  /** What was added since the last time. */
  take(): FullBatch;
}

/** A batch that begins after the first `done` records of a part. */
export function createBatch(
  { name: part, reading }: Pick<ExportPart, 'name' | 'reading'>,
  done: number,
  context: RowContext & { readonly now: Date },
): Batch {
  let before = done;
  let rows: ListenRow[] = [];
  let skipped: Record<string, number> = {};
  let failures: { file: string; line: number; reason: string }[] = [];
  let read = 0;
  return {
    get size() {
      return read;
    },
    add(record) {
      read += 1;
      const verdict = judgeRecord(record, reading, context);
      if ('row' in verdict) rows.push(verdict.row);
      else if ('skip' in verdict) skipped[verdict.skip] = (skipped[verdict.skip] ?? 0) + 1;
      else failures.push({ file: part, line: record.line, reason: verdict.failure });
    },
    take() {
      before += read;
      const taken = { rows, step: { cursor: { part, records: before }, read, skipped, failures } };
      rows = [];
      skipped = {};
      failures = [];
      read = 0;
      return taken;
    },
  };
}
