import type { ListenerScope } from '../access/scope.ts';
import type { ImportShape } from '../contract/imports.ts';
import type { JobShape } from '../contract/jobs.ts';
import type { Deps } from '../deps.ts';
import type { Sql } from '@sidetrack/prisma';
import { startWork } from '../jobs/start-work.ts';
import type { Work } from '../jobs/start-work.ts';
import { addImport, removeImport } from '../queries/add-import.ts';
import type { NewImport } from '../queries/add-import.ts';
import { forgetTimeZone, nameTimeZone } from '../queries/import-time-zone.ts';
import { findOpenImport, readImport } from '../queries/imports.ts';
import { conflict } from '../server/problem-error.ts';

export interface StartedImport {
  readonly import: ImportShape;
  readonly job: JobShape;
}

/**
 * Writes the import of a file that is stored whole, and starts it; gives the one of the same content that is under way instead,
 * where there is one. @throws 503 when Temporal does not answer; the import is taken back then
 */
export async function beginImport(
  given: NewImport,
  context: { scope: ListenerScope; deps: Deps; correlationId: string },
): Promise<StartedImport> {
  const { scope } = context;
  const { importId, isNamed } = await scope.run(async (tx) => {
    // Two uploads of the same bytes at once are one import: the second waits here until the first is written.
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
      `import/${scope.userId}/${given.sha256.toString('hex')}`,
    ]);
    const open = await findOpenImport(tx, scope.userId, given.sha256);
    const { timeZone } = given;
    const isNamed =
      open !== undefined && timeZone !== null && (await nameTimeZone(tx, scope.userId, { id: open, timeZone }));
    if (open === undefined && (await readImport(tx, scope.userId, given.id)) === undefined)
      await addImport(tx, scope.userId, given);
    return { importId: open ?? given.id, isNamed };
  });
  const job = await startWork(importWork(importId), context).catch(async (error: unknown) => {
    if (importId === given.id) await scope.run((tx) => removeImport(tx, scope.userId, importId));
    if (isNamed) await scope.run((tx) => forgetTimeZone(tx, scope.userId, importId));
    throw error;
  });
  const found = await scope.run((tx) => readImport(tx, scope.userId, importId));
  return { import: found!, job };
}

/** Goes on with an import that waited for the zone of its times. @throws 503 when Temporal does not answer; it waits on then */
export async function resumeImport(
  { id, timeZone }: { id: string; timeZone: string },
  context: { scope: ListenerScope; deps: Deps; correlationId: string },
): Promise<StartedImport> {
  const { scope } = context;
  const prepare = async (tx: Sql) => {
    if (!(await nameTimeZone(tx, scope.userId, { id, timeZone }))) throw waitsForNone();
    return (undo: Sql) => forgetTimeZone(undo, scope.userId, id);
  };
  const job = await startWork({ ...importWork(id), prepare }, context);
  const found = await scope.run((tx) => readImport(tx, scope.userId, id));
  return { import: found!, job };
}

function importWork(importId: string): Work {
  return {
    kind: 'import-listens',
    workflow: 'ImportListens',
    workflowId: importWorkflowId(importId),
    args: [{ importId }],
    summary: 'Import a history file',
  };
}

function waitsForNone(): Error {
  return conflict(
    'This import does not wait for a time zone.',
    'GET /api/v1/imports/{id} tells how it stands. To read its times in another zone, import the file again.',
  );
}

export function importWorkflowId(importId: string): string {
  return `import-listens/${importId}`;
}
