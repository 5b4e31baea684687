import type { Database, Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { TransientError } from '../errors.ts';
import type { Receipt } from '../types.ts';
import type { SkipRules } from '@sidetrack/settings';
import { skipRulesOf } from '@sidetrack/settings';

/** How far an import has come: so many records of this part, and all parts whose names come before it. */
export const importCursor = z.object({
  part: z.string(),
  records: z.number().int().nonnegative(),
  /** Of an archive of SideTrack: whether its listener had no play when it began. */
  intoEmpty: z.boolean().optional(),
});
export type ImportCursor = z.output<typeof importCursor>;

export interface ImportState {
  readonly id: string;
  readonly userId: string;
  readonly fileName: string;
  /** Null: the bytes lie in import_chunks. */
  readonly storedPath: string | null;
  readonly state: 'queued' | 'running' | 'needs-time-zone' | 'done' | 'failed';
  /** The IANA zone of times that stand without one; null while nobody has said. */
  readonly timeZone: string | null;
  readonly rules: SkipRules;
  readonly cursor: ImportCursor | null;
  readonly receipt: Receipt;
}

/** One batch's share of the receipt. */
export interface ImportStep {
  readonly cursor: ImportCursor;
  readonly read: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly file: string; readonly line: number; readonly reason: string }[];
}

export async function readImport(db: Database, importId: string): Promise<ImportState | undefined> {
  const [row] = await db.asService((tx) => tx.query<Row>(READ, [importId]));
  if (row === undefined) return undefined;
  const { read, imported, duplicates, skipped, failed, cursor, rules, ...state } = row;
  return {
    ...state,
    rules: skipRulesOf(rules ?? {}),
    cursor: importCursor.nullable().parse(cursor),
    receipt: { read, imported, duplicates, skipped, failed, receipt: importId },
  };
}

interface Row extends Omit<ImportState, 'cursor' | 'receipt' | 'rules'>, Omit<Receipt, 'receipt'> {
  readonly cursor: unknown;
  readonly rules: unknown;
}

export async function startImport(tx: Sql, importId: string, format: string): Promise<void> {
  await tx.query(
    `UPDATE imports SET state = 'running', state_reason = NULL, finished_at = NULL, format = $2 WHERE id = $1`,
    [importId, format],
  );
}

/**
 * Adds a batch to the receipt, in the transaction that writes its plays.
 * @throws TransientError when another attempt has come further meanwhile: its batch stands, this one is undone
 */
export async function advanceImport(tx: Sql, importId: string, readBefore: number, step: ImportStep): Promise<void> {
  const values = [
    importId,
    readBefore,
    JSON.stringify(step.cursor),
    step.read,
    step.imported,
    step.duplicates,
    JSON.stringify(step.skipped),
    step.failures.length,
  ];
  const moved = await tx.query(ADVANCE, values);
  if (moved.length === 0)
    throw new TransientError('Another worker reads this file already.', {
      service: 'import',
      remedy: 'It is looked at again.',
    });
  if (step.failures.length > 0) await tx.query(NOTE_FAILURES, [importId, JSON.stringify(step.failures)]);
}

/** Lets an import wait for its listener's word on the zone of its times; the uploaded file stays. */
export async function awaitTimeZone(tx: Sql, importId: string, format: string): Promise<void> {
  await tx.query(`UPDATE imports SET state = 'needs-time-zone', state_reason = $2, format = $3 WHERE id = $1`, [
    importId,
    'Its times stand without a time zone. In which one was its clock set?',
    format,
  ]);
}

/** What a running import waits for; null: it goes on. */
export async function noteWaiting(tx: Sql, importId: string, reason: string | null): Promise<void> {
  await tx.query(`UPDATE imports SET state_reason = $2 WHERE id = $1 AND state = 'running'`, [importId, reason]);
}

export async function finishImport(
  tx: Sql,
  importId: string,
  outcome: { state: 'done' | 'failed'; reason: string | null; now: Date },
): Promise<void> {
  await tx.query('DELETE FROM import_chunks WHERE import_id = $1', [importId]);
  await tx.query('UPDATE imports SET state = $2, state_reason = $3, finished_at = $4 WHERE id = $1', [
    importId,
    outcome.state,
    outcome.reason,
    outcome.now,
  ]);
}

const READ = `
  SELECT i.id, i.user_id AS "userId", i.file_name AS "fileName", i.stored_path AS "storedPath", i.state, i.cursor,
    i.time_zone AS "timeZone", u.settings -> 'imports' AS rules, i.rows_read AS read, i.imported, i.duplicates, i.skipped, i.failed
  FROM imports i JOIN users u ON u.id = i.user_id WHERE i.id = $1`;

const ADVANCE = `
  UPDATE imports SET cursor = $3, rows_read = rows_read + $4, imported = imported + $5, duplicates = duplicates + $6, failed = failed + $8,
    skipped = (
      SELECT coalesce(jsonb_object_agg(reason, n), '{}')
      FROM (SELECT key AS reason, sum(value::int) AS n FROM (SELECT * FROM jsonb_each_text(skipped) UNION ALL SELECT * FROM jsonb_each_text($7)) AS every GROUP BY key) AS total)
  WHERE id = $1 AND rows_read = $2 AND state = 'running' RETURNING id`;

// The receipt counts every failure; the first ten thousand are kept with their reasons.
const NOTE_FAILURES = `
  INSERT INTO import_failures (import_id, user_id, file, line, reason)
  SELECT i.id, i.user_id, f.file, f.line, f.reason
  FROM imports i, jsonb_to_recordset($2::jsonb) AS f (file text, line int, reason text)
  WHERE i.id = $1 AND i.failed <= 10000
  ON CONFLICT DO NOTHING`;
