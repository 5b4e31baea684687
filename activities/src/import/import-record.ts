import type { Reading, RowContext, SkipReason, Verdict } from './formats/format.ts';
import type { ExportRecord } from './records.ts';

/** What becomes of one record of a file. */
export function judgeRecord(
  record: ExportRecord,
  reading: Pick<Reading, 'read'>,
  { now, ...context }: RowContext & { readonly now: Date },
): Verdict {
  if ('problem' in record) return { failure: record.problem };
  const verdict = reading.read(record, context);
  if (!('row' in verdict)) return verdict;
  const skip = judgeTime(verdict.row.listenedAt, now);
  return skip === null ? verdict : { skip };
}

/** Why nobody can have played anything then; null where they can. */
export function judgeTime(listenedAt: Date, now: Date): SkipReason | null {
  if (listenedAt.getTime() < EARLIEST) return 'before scrobbling began';
  return listenedAt.getTime() > now.getTime() + DAY_MS ? 'in the future' : null;
}

const DAY_MS = 86_400_000;
// ListenBrainz takes nothing from before 2002-10-01: an earlier time is a device's clock that was never set.
const EARLIEST = Date.UTC(2002, 9, 1);
