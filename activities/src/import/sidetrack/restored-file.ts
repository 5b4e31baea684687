import type { Sql } from '@sidetrack/prisma';
import type { z } from 'zod';

/** Whose data it becomes, and by which import. */
export interface RestoreContext {
  readonly userId: string;
  readonly importId: string;
  /** The listener had no play when this import began: what the archive says of them counts as it stands. */
  readonly isEmpty: boolean;
  /** The listener of a laptop, whose folders are this machine's. */
  readonly isLocal: boolean;
  readonly now: Date;
}

/** What became of some rows; those that are neither imported nor skipped were known. */
export interface Restored {
  readonly imported: number;
  readonly skipped?: Readonly<Record<string, number>>;
}

/** How the rows of one file of an archive become a listener's again. The same rows again change nothing. */
export interface RestoredFile {
  /** The name within the archive. */
  readonly name: RegExp;
  /** @returns the row, or why it is none */
  readonly parse: (value: unknown) => { readonly row: unknown } | { readonly failure: string };
  readonly restore: (tx: Sql, rows: readonly unknown[], context: RestoreContext) => Promise<Restored>;
}

export function restoredFile<Schema extends z.ZodType>(file: {
  readonly name: RegExp;
  readonly schema: Schema;
  readonly restore: (tx: Sql, rows: readonly z.output<Schema>[], context: RestoreContext) => Promise<Restored>;
}): RestoredFile {
  return {
    name: file.name,
    parse: (value) => {
      const parsed = file.schema.safeParse(value);
      return parsed.success ? { row: parsed.data } : { failure: problemOf(parsed.error) };
    },
    restore: (tx, rows, context) => file.restore(tx, rows as readonly z.output<Schema>[], context),
  };
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  const where = issue!.path.join('.');
  return where === '' ? 'it is not a row of this file' : `${where} is missing or cannot be read`;
}
