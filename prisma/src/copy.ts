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
  let chunk = '';
  let rowNumber = 0;
  for await (const row of rows) {
    chunk += `${columns.map((column, index) => field(row[index], rowNumber, column)).join('\t')}\n`;
    rowNumber += 1;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function field(value: unknown, row: number, column: string): string {
  try {
    return copyText(value);
  } catch (error) {
    if (error instanceof UncopyableValue) throw new CopyValueError(row, column, error.message);
    throw error;
  }
}
