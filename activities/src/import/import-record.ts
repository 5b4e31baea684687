import { parseListen } from '../listenbrainz/parse-listen.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import type { ExportRecord } from './records.ts';

/** What becomes of one record of a file: a play, or a reason why not. */
export type Verdict = { readonly row: ListenRow } | { readonly skip: SkipReason } | { readonly failure: string };

/** Rows that are whole, but are no plays: the receipt counts them by reason. */
export type SkipReason = 'before scrobbling began' | 'in the future';

export function judgeRecord(record: ExportRecord, now: Date): Verdict {
  if ('problem' in record) return { failure: record.problem };
  const parsed = parse(record.text);
  if ('problem' in parsed) return { failure: parsed.problem };
  const { listenedAt } = parsed.row;
  if (listenedAt.getTime() < EARLIEST) return { skip: 'before scrobbling began' };
  if (listenedAt.getTime() > now.getTime() + DAY_MS) return { skip: 'in the future' };
  return parsed;
}

const DAY_MS = 86_400_000;
// ListenBrainz takes nothing from before 2002-10-01: an earlier time is a device's clock that was never set.
const EARLIEST = Date.UTC(2002, 9, 1);

function parse(text: string): ReturnType<typeof parseListen> {
  try {
    return parseListen(JSON.parse(text));
  } catch {
    return { problem: 'it is not JSON' };
  }
}
