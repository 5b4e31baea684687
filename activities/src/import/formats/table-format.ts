import { readTableRows, splitRow } from '../table-rows.ts';
import type { TextRecord } from '../records.ts';
import type { FileSource, Format, FormatId, Reading, Verdict } from './format.ts';
import { headLines } from './head-lines.ts';
import type { ToldTime } from './times.ts';
import { momentOf, readTime } from './times.ts';
import { toVerdict } from './row.ts';

/** Which field of a row is what; fields count from 0. */
export interface Columns {
  readonly time: number;
  /** The hour, where the day stands in a field of its own. */
  readonly hour?: number | undefined;
  readonly artist: number;
  readonly title: number;
  readonly release?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly event?: number | undefined;
}

export interface TableFormat {
  readonly format: FormatId;
  readonly source: FileSource;
  /** Times without a zone are UTC, as whoever writes these files documents. */
  readonly isUtc: boolean;
  /** The columns by the names in the heading, in lower case; null where it is another table's. */
  readonly fromHeading?: (names: readonly string[]) => Columns | null;
  /** What one of the first times must look like, where the heading alone tells too little. */
  readonly time?: RegExp;
  /** The columns of a table without a heading, by one of its first rows. */
  readonly fromRow?: (fields: readonly string[]) => Columns | null;
}

/** A format whose rows are those of a table: separated by commas, semicolons or tabs. */
export function tableFormat(table: TableFormat): Format {
  return async (head) => {
    const lines = await headLines(head, LOOK_AT_LINES);
    for (const delimiter of DELIMITERS) {
      const found = columnsOf(table, lines, delimiter);
      if (found !== null) return readingOf(table, { ...found, delimiter, lines });
    }
    return null;
  };
}

const DELIMITERS = [',', ';', '\t'];
const LOOK_AT_LINES = 20;
/** Comments stand before the heading at times. */
const HEADING_WITHIN_LINES = 5;

interface Found {
  readonly columns: Columns;
  /** The line that the heading stands on; 0 where there is none. */
  readonly headingLine: number;
}

function columnsOf(
  { fromHeading, fromRow, time }: TableFormat,
  lines: readonly TextRecord[],
  delimiter: string,
): Found | null {
  for (const { line, text } of lines.slice(0, HEADING_WITHIN_LINES)) {
    const names = splitRow(text, delimiter)?.map((field) =>
      field
        .replace(/^\ufeff/, '')
        .trim()
        .toLowerCase(),
    );
    const columns = names && fromHeading ? fromHeading(names) : null;
    if (
      columns !== null &&
      (!time || lines.some((row) => time.test(splitRow(row.text, delimiter)?.[columns.time] ?? '')))
    )
      return { columns, headingLine: line };
  }
  for (const { text } of lines) {
    const fields = splitRow(text, delimiter);
    const columns = fields && fromRow ? fromRow(fields) : null;
    if (columns !== null) return { columns, headingLine: 0 };
  }
  return null;
}

function readingOf(
  { format, source, isUtc }: TableFormat,
  { columns, headingLine, delimiter, lines }: Found & { delimiter: string; lines: readonly TextRecord[] },
): Reading {
  const heading = lines.find(({ line }) => line === headingLine)?.text;
  const rows = lines.filter(({ line }) => line > headingLine);
  const needsTimeZone = !isUtc && rows.some(({ text }) => standsWithoutZone(splitRow(text, delimiter), columns));
  return {
    format,
    source,
    needsTimeZone,
    async *records(bytes) {
      for await (const record of readTableRows(bytes, delimiter)) if (record.line > headingLine) yield record;
    },
    read({ text }, { timeZone }) {
      if (text === heading) return { skip: 'a heading' };
      const fields = splitRow(text, delimiter);
      return fields === null
        ? { failure: 'a quotation mark in it does not close' }
        : readRow(fields, columns, isUtc ? 'UTC' : timeZone);
    },
  };
}

function standsWithoutZone(fields: readonly string[] | null, columns: Columns): boolean {
  const told = fields && timeOf(fields, columns);
  return Boolean(told && 'wall' in told);
}

function timeOf(fields: readonly string[], { time, hour }: Columns): ToldTime | null {
  return readTime(hour === undefined ? (fields[time] ?? '') : `${fields[time] ?? ''} ${fields[hour] ?? ''}`);
}

function readRow(fields: readonly string[], columns: Columns, timeZone: string | null): Verdict {
  const { artist, title, release, durationMs, event } = columns;
  const [artistName, trackName] = [fields[artist], fields[title]];
  if (artistName === undefined || trackName === undefined)
    return { failure: `it has ${fields.length} fields, fewer than the table` };
  if (event !== undefined && LOVES.has(fields[event] ?? '')) return { skip: 'a loved track, not a play' };
  const told = timeOf(fields, columns);
  if (told === null) return { failure: 'its time cannot be read' };
  const at = momentOf(told, timeZone);
  if (at === null) return { failure: 'its time stands without a time zone' };
  return toVerdict({
    at,
    artist: artistName,
    title: trackName,
    release: release === undefined ? null : fields[release],
    durationMs: durationMs === undefined ? null : Number(fields[durationMs]) || null,
    resolutionSeconds: told.resolutionSeconds,
  });
}

const LOVES = new Set(['love', 'unlove']);
