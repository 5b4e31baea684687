import type { ImportShape } from '../contract/imports.ts';
import type { ImportFailure } from '../queries/imports.ts';

/**
 * A receipt as CSV (RFC 4180): the sums first, then a line for each row that failed. Cells that a spreadsheet would take for a
 * formula begin with an apostrophe: names and reasons come from a stranger's file.
 */
export function receiptTable(given: { import: ImportShape; failures: readonly ImportFailure[] }): string {
  const { read, imported, duplicates, skipped, failed } = given.import.receipt;
  const lines: Cell[][] = [
    ['outcome', 'rows', 'reason', 'file', 'line'],
    ['read', read],
    ['imported', imported],
    ['known already', duplicates],
    ...Object.entries(skipped).map(([reason, rows]) => ['skipped', rows, reason]),
    ['failed', failed],
    ...given.failures.map(({ file, line, reason }) => ['failed row', 1, reason, file, line]),
  ];
  return lines.map((line) => `${COLUMNS.map((_, index) => cell(line[index] ?? '')).join(',')}\r\n`).join('');
}

type Cell = string | number;
const COLUMNS = [0, 1, 2, 3, 4];

function cell(value: Cell): string {
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
