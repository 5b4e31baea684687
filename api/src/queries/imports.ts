import type { Sql } from '@sidetrack/prisma';
import type { ImportShape } from '../contract/imports.ts';
import { iso, isoOrNull } from './moments.ts';
import { progressShape } from './jobs.ts';

/** Imports of the listener, newest first. */
export async function readImports(tx: Sql, userId: string, limit: number): Promise<ImportShape[]> {
  return (
    await tx.query<ImportRow>(`${SELECT} WHERE user_id = $1 ORDER BY created_at DESC, id LIMIT $2`, [userId, limit])
  ).map(shape);
}

export async function readImport(tx: Sql, userId: string, id: string): Promise<ImportShape | undefined> {
  const [row] = await tx.query<ImportRow>(`${SELECT} WHERE user_id = $1 AND id = $2`, [userId, id]);
  return row && shape(row);
}

/** The import of the same content that is still under way, or waits for its listener's word. */
export async function findOpenImport(tx: Sql, userId: string, sha256: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM imports WHERE user_id = $1 AND file_sha256 = $2 AND state IN ('queued', 'running', 'needs-time-zone') ORDER BY created_at, id LIMIT 1`,
    [userId, sha256],
  );
  return row?.id;
}

export interface ImportFailure {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Rows of an import that could not be read, in the order of the file. */
export function readImportFailures(tx: Sql, userId: string, id: string, limit: number): Promise<ImportFailure[]> {
  return tx.query<ImportFailure>(
    'SELECT file, line, reason FROM import_failures WHERE user_id = $1 AND import_id = $2 ORDER BY file, line LIMIT $3',
    [userId, id, limit],
  );
}

interface ImportRow {
  progress: Partial<NonNullable<ImportShape['progress']>> | null;
  id: string;
  fileName: string;
  format: string | null;
  state: ImportShape['state'];
  stateReason: string | null;
  timeZone: string | null;
  read: number;
  imported: number;
  duplicates: number;
  skipped: Record<string, number>;
  failed: number;
  isDemo: boolean;
  createdAt: Date;
  finishedAt: Date | null;
}

function shape({ read, imported, duplicates, skipped, failed, createdAt, finishedAt, ...row }: ImportRow): ImportShape {
  return {
    ...row,
    progress: row.progress === null ? null : progressShape(row.progress),
    receipt: { read, imported, duplicates, skipped, failed, receipt: row.id },
    createdAt: iso(createdAt),
    finishedAt: isoOrNull(finishedAt),
  };
}

const SELECT = `
  SELECT id, file_name AS "fileName", format, state, state_reason AS "stateReason", rows_read AS read, imported, duplicates, skipped, failed,
         time_zone AS "timeZone", is_demo AS "isDemo", created_at AS "createdAt", finished_at AS "finishedAt",
         CASE WHEN state IN ('queued', 'running') THEN (
           SELECT j.progress FROM jobs j
           WHERE j.user_id = imports.user_id AND j.workflow_id = 'import-listens/' || imports.id AND j.state IN ('queued', 'running')
           ORDER BY j.updated_at DESC LIMIT 1) END AS progress
  FROM imports`;
