import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { ListenerScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { shownFileName } from '../imports/file-name.ts';
import { FileTooLargeError } from '../imports/store-file.ts';
import type { StoredFile } from '../imports/store-file.ts';
import { uploadStore } from '../imports/upload-store.ts';
import type { UploadStore } from '../imports/upload-store.ts';
import { startWork } from '../jobs/start-work.ts';
import { addImport, removeImport } from '../queries/add-import.ts';
import { readImportLimit } from '../queries/import-limit.ts';
import type { ImportLimit } from '../queries/import-limit.ts';
import { findOpenImport, readImport, readImportFailures, readImports } from '../queries/imports.ts';
import type { Handlers } from '../server/call.ts';
import { hasBody } from '../server/json-body.ts';
import { invalidRequest, notFound, ProblemError } from '../server/problem-error.ts';
import { tooLarge, unsupportedMedia } from '../server/problems.ts';

const MEGABYTE = 1024 * 1024;

export const createImport: Handlers['createImport'] = async (
  { query, headers, request, scope, correlationId, locate },
  deps,
) => {
  const fileName = shownFileName({ header: headers['x-file-name'], query: query.name });
  const limit = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    return readImportLimit(tx, scope.userId, deps.settings.importMaxMegabytes);
  });
  checkBody(request, fileName, limit);
  const id = randomUUID();
  const store = uploadStore(deps.settings, scope, id);
  const { sha256, bytes } = await receive(request, store, limit);
  if (bytes === 0) {
    await store.remove();
    throw emptyFile(fileName);
  }
  const started = await begin(
    { id, fileName, storedPath: store.storedPath, sha256, now: deps.now() },
    { scope, deps, correlationId },
  ).catch(async (error: unknown) => {
    await store.remove().catch(() => undefined);
    throw error;
  });
  if (started.import.id !== id) await store.remove();
  locate(`/jobs/${started.job.id}`);
  return started;
};

export const listImports: Handlers['listImports'] = async ({ query, scope }) => ({
  imports: await scope.run((tx) => readImports(tx, scope.userId, query.limit)),
});

export const getImport: Handlers['getImport'] = async ({ params, scope }) => {
  const found = await scope.run((tx) => readImport(tx, scope.userId, params.id));
  if (found === undefined) throw noImport();
  return found;
};

export const listImportFailures: Handlers['listImportFailures'] = ({ params, query, scope }) =>
  scope.run(async (tx) => {
    const found = await readImport(tx, scope.userId, params.id);
    if (found === undefined) throw noImport();
    return {
      total: found.receipt.failed,
      failures: await readImportFailures(tx, scope.userId, params.id, query.limit),
    };
  });

function checkBody(request: Request, fileName: string, limit: ImportLimit): void {
  if (!hasBody(request)) throw emptyFile(fileName);
  if (request.is(['multipart/*', 'application/x-www-form-urlencoded']) !== false) {
    throw unsupportedMedia(
      'The body is the file itself, not a form.',
      'Send the bytes of the file as application/octet-stream, such as `curl --data-binary @FILE`.',
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > limit.megabytes * MEGABYTE) throw tooLargeFile(limit);
}

async function receive(request: Request, store: UploadStore, limit: ImportLimit): Promise<StoredFile> {
  try {
    return await store.receive(request, limit.megabytes * MEGABYTE);
  } catch (error) {
    if (error instanceof FileTooLargeError) throw tooLargeFile(limit);
    if (isCode(error, 'ECONNRESET'))
      throw invalidRequest([{ where: 'body', message: 'The file ended before its announced length.' }]);
    if (isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT')) throw diskFull(error);
    throw error;
  }
}

/** Writes the import and starts it; gives the one of the same content that is under way instead, where there is one. */
async function begin(
  given: Parameters<typeof addImport>[2],
  context: { scope: ListenerScope; deps: Deps; correlationId: string },
) {
  const { scope } = context;
  const importId = await scope.run(async (tx) => {
    // Two uploads of the same bytes at once are one import: the second waits here until the first is written.
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
      `import/${scope.userId}/${given.sha256.toString('hex')}`,
    ]);
    const open = await findOpenImport(tx, scope.userId, given.sha256);
    if (open === undefined) await addImport(tx, scope.userId, given);
    return open ?? given.id;
  });
  const job = await startWork(
    {
      kind: 'import-listens',
      workflow: 'ImportListens',
      workflowId: `import-listens/${importId}`,
      args: [{ importId }],
      summary: 'Import a history file',
    },
    context,
  ).catch(async (error: unknown) => {
    if (importId === given.id) await scope.run((tx) => removeImport(tx, scope.userId, importId));
    throw error;
  });
  const found = await scope.run((tx) => readImport(tx, scope.userId, importId));
  return { import: found!, job };
}

function emptyFile(fileName: string): ProblemError {
  return new ProblemError({
    status: 400,
    kind: 'invalid-request',
    title: 'The request does not fit',
    detail: `${fileName} is empty: export again.`,
    remedy: 'Send the bytes of the new file as the body, such as `curl --data-binary @FILE`.',
    errors: [{ where: 'body', message: 'The body is the file to import; there is none.' }],
  });
}

function tooLargeFile({ megabytes, setBy }: ImportLimit): ProblemError {
  return tooLarge(`Export files of up to ${megabytes} MB are taken (${setBy}).`);
}

function diskFull(cause: unknown): ProblemError {
  return new ProblemError(
    {
      status: 503,
      kind: 'disk-full',
      title: 'The disk is full',
      detail: 'There is no room for the file where this installation keeps its data.',
      remedy: 'Make room on that disk, then send the file again.',
      headers: { 'Retry-After': '60' },
    },
    { cause },
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function noImport(): Error {
  return notFound('import', 'GET /api/v1/imports lists those there are.');
}
