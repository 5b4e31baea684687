import type { Job, Receipt } from '../data/types.ts';
import { formatCount } from './format.ts';
import type { Reader } from './format.ts';

/**
 * What became of every row that was read: "read 25 · imported 20 · known already 2 · skipped 1 (in the future) · failed 2".
 * The counts after the first add up to it; those that are zero are left out.
 */
export function describeReceipt({ read, imported, duplicates, skipped, failed }: Receipt, reader: Reader): string {
  const count = (name: string, value: number) => (value === 0 ? [] : [`${name} ${formatCount(value, reader)}`]);
  return [
    `read ${formatCount(read, reader)}`,
    `imported ${formatCount(imported, reader)}`,
    ...count('known already', duplicates),
    ...describeSkipped(skipped, reader),
    ...count('failed', failed),
  ].join(' · ');
}

/** The receipt that a job ended with, if it was an import. */
export function receiptOf({ kind, result }: Job): Receipt | null {
  return kind === 'import-listens' && isReceipt(result) ? result : null;
}

function describeSkipped(skipped: Receipt['skipped'], reader: Reader): string[] {
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  if (reasons.length === 0) return [];
  const total = formatCount(
    reasons.reduce((sum, [, count]) => sum + count, 0),
    reader,
  );
  const [only] = reasons;
  if (reasons.length === 1 && only !== undefined) return [`skipped ${total} (${only[0]})`];
  return [
    `skipped ${total} (${reasons.map(([reason, count]) => `${formatCount(count, reader)} ${reason}`).join(', ')})`,
  ];
}

function isReceipt(result: Record<string, unknown> | null): result is Receipt {
  if (result === null) return false;
  const { read, imported, duplicates, skipped, failed, receipt } = result;
  return (
    [read, imported, duplicates, failed].every((count) => typeof count === 'number') &&
    typeof receipt === 'string' &&
    typeof skipped === 'object' &&
    skipped !== null &&
    Object.values(skipped).every((count) => typeof count === 'number')
  );
}
