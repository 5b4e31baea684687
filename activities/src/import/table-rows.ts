import { readLines } from './lines.ts';
import type { Bytes, ExportRecord, TextRecord } from './records.ts';

/**
 * The rows of a table (RFC 4180, with any delimiter), each with the line that it begins on. A field in quotes may go over
 * lines; one that never closes takes its own line along, and not the rest of the file.
 */
export async function* readTableRows(bytes: Bytes, delimiter: string): AsyncGenerator<ExportRecord> {
  let open: TextRecord[] = [];
  for await (const record of readLines(bytes)) {
    if ('problem' in record) {
      yield* giveUp(open, delimiter);
      open = [];
      yield record;
      continue;
    }
    open.push(record);
    const rows = close(open, delimiter);
    yield* rows.done;
    open = rows.open;
  }
  yield* giveUp(open, delimiter);
}

/** The fields of one row; null where a field in quotes does not close. */
export function splitRow(text: string, delimiter: string): string[] | null {
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const fields: string[] = [];
  for (let from = 0; ;) {
    const field = fieldAt(text, from, { delimiter, end });
    if (field === null) return null;
    fields.push(field.value);
    if (field.stop === end) return fields;
    from = field.stop + 1;
  }
}

interface Field {
  readonly value: string;
  /** Where the delimiter after it stands, or the end. */
  readonly stop: number;
}

function fieldAt(text: string, from: number, { delimiter, end }: { delimiter: string; end: number }): Field | null {
  const isQuoted = from < end && text[from] === '"';
  const closing = isQuoted ? closingQuote(text, from + 1, end) : from - 1;
  if (isQuoted && closing === -1) return null;
  const next = text.indexOf(delimiter, closing + 1);
  const stop = next === -1 || next >= end ? end : next;
  const rest = text.slice(closing + 1, stop);
  if (!isQuoted) return { value: rest, stop };
  // What follows a quote belongs to the field, as spreadsheets read it; over lines it is another field's beginning.
  const isTwoRows = rest !== '' && text.slice(from, closing).includes('\n');
  return isTwoRows ? null : { value: text.slice(from + 1, closing).replaceAll('""', '"') + rest, stop };
}

const MOST_LINES_OF_A_ROW = 10;
const UNCLOSED = 'a quotation mark in it does not close';

interface Rows {
  readonly done: ExportRecord[];
  readonly open: TextRecord[];
}

function close(lines: TextRecord[], delimiter: string): Rows {
  const row = joined(lines);
  if (splitRow(row.text, delimiter) !== null) return { done: [row], open: [] };
  if (lines.length < MOST_LINES_OF_A_ROW) return { done: [], open: lines };
  return again(lines, delimiter);
}

/** The first of some lines cannot be read; the others are looked at anew. */
function again([first, ...others]: TextRecord[], delimiter: string): Rows {
  const done: ExportRecord[] = first === undefined ? [] : [{ line: first.line, problem: UNCLOSED }];
  let open: TextRecord[] = [];
  for (const line of others) {
    const rows = close([...open, line], delimiter);
    done.push(...rows.done);
    open = rows.open;
  }
  return { done, open };
}

function giveUp(lines: TextRecord[], delimiter: string): ExportRecord[] {
  const done: ExportRecord[] = [];
  let open = lines;
  while (open.length > 0) {
    const rows = again(open, delimiter);
    done.push(...rows.done);
    open = rows.open;
  }
  return done;
}

function joined(lines: readonly TextRecord[]): TextRecord {
  const [first] = lines;
  return lines.length === 1 ? first! : { line: first!.line, text: lines.map(({ text }) => text).join('\n') };
}

function closingQuote(text: string, from: number, end: number): number {
  for (let at = text.indexOf('"', from); at !== -1 && at < end; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"' || at + 1 >= end) return at;
    at += 1;
  }
  return -1;
}
