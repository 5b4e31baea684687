import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyText, UncopyableValue } from './copy-text.ts';
import { CopyValueError } from './errors.ts';

export type Rows = Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>;

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * COPY … FROM STDIN within the client's transaction; gives the number of rows. One bad value fails the whole copy.
 * PostgreSQL refuses COPY into tables with row-level security: copy into a staging table, then insert from there.
 * @throws {CopyValueError} naming the row and column that cannot be copied
 */
export async function copyInto(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Rows,
): Promise<number> {
  const target = `${pg.escapeIdentifier(table)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
  const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  await pipeline(Readable.from(chunks(columns, rows), { objectMode: false }), stream);
  return stream.rowCount;
}

async function* chunks(columns: readonly string[], rows: Rows): AsyncGenerator<string> {
  const pending = new Chunk(columns);
  // Rows that are at hand are not waited for one by one: that alone would take as long as writing them.
  if (Symbol.iterator in rows) {
    for (const row of rows) if (pending.add(row)) yield pending.take();
  } else {
    for await (const row of rows) if (pending.add(row)) yield pending.take();
  }
  const last = pending.take();
  if (last !== '') yield last;
}

/** Rows as text, until they are enough to be sent. */
class Chunk {
  readonly #columns: readonly string[];
  #text = '';
  #rows = 0;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** Whether there is enough now. */
  add(row: readonly unknown[]): boolean {
    this.#text += line(this.#columns, row, this.#rows);
    this.#rows += 1;
    return this.#text.length >= CHUNK_CHARACTERS;
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

function line(columns: readonly string[], row: readonly unknown[], rowNumber: number): string {
  let fields = '';
  for (let index = 0; index < columns.length; index += 1) {
    if (index > 0) fields += '\t';
    fields += field(row[index], rowNumber, columns[index]!);
  }
  return `${fields}\n`;
}

function field(value: unknown, row: number, column: string): string {
  try {
    return copyText(value);
  } catch (error) {
    if (error instanceof UncopyableValue) throw new CopyValueError(row, column, error.message);
    throw error;
  }
}
