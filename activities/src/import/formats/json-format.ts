import type { JsonPath } from '../json-values.ts';
import { JsonScanner, readJsonValues } from '../json-values.ts';
import { readLines } from '../lines.ts';
import type { TextRecord } from '../records.ts';
import type { FileSource, Format, FormatId, Head, Reading, RowContext, Verdict } from './format.ts';
import { headLines } from './head-lines.ts';

/** Where rows lie: a row on each line, or along a path in one JSON document. */
type Layout = 'lines' | JsonPath;

export interface JsonFormat {
  readonly format: FormatId;
  readonly source: FileSource;
  readonly layouts: readonly Layout[];
  /** Whether a value is a row of this kind, be it a whole one or not. */
  readonly recognises: (value: unknown) => boolean;
  readonly read: (value: unknown, context: RowContext, name: string) => Verdict;
}

/** A format whose rows are JSON values. It is told by one of its first rows: broken ones may stand before that. */
export function jsonFormat(format: JsonFormat): Format {
  const isRow = ({ text }: TextRecord): boolean => {
    const value = parse(text);
    return value !== undefined && format.recognises(value);
  };
  return async (head) => {
    for (const layout of format.layouts)
      if ((await firstRows(head, layout)).some(isRow)) return jsonReading(format, layout, head.name);
    return null;
  };
}

/** How a file of this layout is read, whatever stands in its head. */
export function jsonReading({ format, source, read }: JsonFormat, layout: Layout, name: string): Reading {
  return {
    format,
    source,
    needsTimeZone: false,
    records: (bytes) => (layout === 'lines' ? readLines(bytes) : readJsonValues(bytes, layout)),
    read: ({ text }, context) => {
      const value = parse(text);
      return value === undefined ? { failure: 'it is not JSON' } : read(value, context, name);
    },
  };
}

const LOOK_AT_ROWS = 20;
const PIECE_BYTES = 16 * 1024;

async function firstRows(head: Head, layout: Layout): Promise<TextRecord[]> {
  return layout === 'lines' ? headLines(head, LOOK_AT_ROWS) : firstValues(head.bytes, layout);
}

function firstValues(bytes: Uint8Array, path: JsonPath): TextRecord[] {
  const scanner = new JsonScanner(path);
  const rows: TextRecord[] = [];
  try {
    for (let start = 0; start < bytes.length && rows.length < LOOK_AT_ROWS; start += PIECE_BYTES) {
      const found = scanner.scan(bytes.subarray(start, start + PIECE_BYTES));
      rows.push(...found.filter((record) => 'text' in record));
    }
  } catch {
    // Another shape, or damage: what came before it tells.
  }
  return rows.slice(0, LOOK_AT_ROWS);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
