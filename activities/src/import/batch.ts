import type { ListenRow } from '../listens/listen-row.ts';
import { judgeRecord } from './import-record.ts';
import type { ImportStep } from './import-state.ts';
import type { ExportRecord } from './records.ts';

type Step = Omit<ImportStep, 'imported' | 'duplicates'>;

/** Records of one part that are not yet written. */
export interface Batch {
  readonly size: number;
  add(record: ExportRecord): void;
  peek(): { readonly rows: readonly ListenRow[]; readonly step: Step };
  /** Empties the batch, once it is written. */
  take(): Step;
}

/** A batch that begins after the first `done` records of `part`. */
export function createBatch(part: string, done: number, now: Date): Batch {
  let before = done;
  let rows: ListenRow[] = [];
  let skipped: Record<string, number> = {};
  let failures: { file: string; line: number; reason: string }[] = [];
  let read = 0;
  const step = (): Step => ({ cursor: { part, records: before + read }, read, skipped, failures });
  return {
    get size() {
      return read;
    },
    add(record) {
      read += 1;
      const verdict = judgeRecord(record, now);
      if ('row' in verdict) rows.push(verdict.row);
      else if ('skip' in verdict) skipped[verdict.skip] = (skipped[verdict.skip] ?? 0) + 1;
      else failures.push({ file: part, line: record.line, reason: verdict.failure });
    },
    peek: () => ({ rows, step: step() }),
    take() {
      const taken = step();
      before += read;
      rows = [];
      skipped = {};
      failures = [];
      read = 0;
      return taken;
    },
  };
}
