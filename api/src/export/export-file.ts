import type { Sql } from '@sidetrack/prisma';

/** One file of an export: which rows, in what order, with which members. */
export interface ExportFile {
  /** Without its ending; `.jsonl` is written, and `.csv` beside it where asked for. */
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly about: string;
  readonly alsoCsv?: true;
  /** The tables of the listener that it holds. */
  readonly tables: readonly string[];
  /** SQL after FROM, with $1 for the listener. */
  readonly from: string;
  readonly where: string;
  /** What rows are read by, piece by piece: SQL expressions and their types; unique together. */
  readonly key: readonly (readonly [expression: string, type: string])[];
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  /** SQL expression. */
  readonly sql: string;
  readonly about: string;
}

const ROWS_AT_ONCE = 2000;

/**
 * Rows of a long table come from its key in order. Where statistics are poor, the planner would collect all that are left by a bitmap
 * and sort them, for each page anew.
 */
const IN_ORDER = 'SET LOCAL enable_bitmapscan = off';

interface Row {
  readonly line: string;
  readonly key: string[];
}

/**
 * The rows of a file as JSON text, some a transaction: a reader on a slow line holds nothing back in the database. Rows that
 * are written meanwhile may or may not be among them.
 */
export async function* rowsOf(
  file: Pick<ExportFile, 'from' | 'where' | 'key' | 'members'>,
  run: <T>(work: (tx: Sql) => Promise<T>) => Promise<T>,
  values: readonly unknown[],
): AsyncGenerator<string[]> {
  let after: readonly string[] | null = null;
  for (;;) {
    const sql = pageSql(file, { from: values.length, isFirst: after === null });
    const rows: readonly Row[] = await run(async (tx) => {
      await tx.query(IN_ORDER);
      return tx.query<Row>(sql, [...values, ...(after ?? [])]);
    });
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)!.key;
  }
}

function pageSql(
  { from: source, where, key, members }: Pick<ExportFile, 'from' | 'where' | 'key' | 'members'>,
  { from, isFirst }: { from: number; isFirst: boolean },
): string {
  const expressions = key.map(([expression]) => expression).join(', ');
  const last = key.map(([, type], index) => `$${from + index + 1}::${type}`).join(', ');
  const pairs = members.map(({ name, sql }) => `'${name}', ${sql}`).join(', ');
  return `
    SELECT json_build_object(${pairs})::text AS line, ARRAY[${key.map(([expression]) => `(${expression})::text`).join(', ')}] AS key
    FROM ${source} WHERE (${where})${isFirst ? '' : ` AND (${expressions}) > (${last})`}
    ORDER BY ${expressions} LIMIT ${ROWS_AT_ONCE}`;
}

/** A moment as RFC 3339 in UTC, to the millisecond. */
export const moment = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const member = (name: string, sql: string, about: string): Member => ({ name, sql, about });

/** Rows of the listener who asks, in the table that is called t. */
export const OWN = 't.user_id = $1';
