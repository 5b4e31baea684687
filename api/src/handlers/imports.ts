import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { ListenerScope } from '../access/scope.ts';
import { beginImport, resumeImport } from '../imports/begin-import.ts';
import { shownFileName } from '../imports/file-name.ts';
import { receiptTable } from '../imports/receipt-table.ts';
import type { StoredFile } from '../imports/store-file.ts';
import { MEGABYTE, receivingProblem, refuseForms, tooLargeFile } from '../imports/upload-problems.ts';
import { uploadStore } from '../imports/upload-store.ts';
import type { UploadStore } from '../imports/upload-store.ts';
import { readImportLimit } from '../queries/import-limit.ts';
import type { ImportLimit } from '../queries/import-limit.ts';
import { readImport, readImportFailures, readImports } from '../queries/imports.ts';
import type { Handlers } from '../server/call.ts';
import { hasBody } from '../server/json-body.ts';
import { notFound, ProblemError } from '../server/problem-error.ts';

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
  const started = await beginImport(
    { id, fileName, storedPath: store.storedPath, sha256, timeZone: query.timeZone ?? null, now: deps.now() },
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

export const putImportTimeZone: Handlers['putImportTimeZone'] = async (
  { params, body, scope, correlationId, locate },
  deps,
) => {
  if ((await scope.run((tx) => readImport(tx, scope.userId, params.id))) === undefined) throw noImport();
  const started = await resumeImport({ id: params.id, timeZone: body.timeZone }, { scope, deps, correlationId });
  locate(`/jobs/${started.job.id}`);
  return started;
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

export const getImportReceipt: Handlers['getImportReceipt'] = async ({ params, scope, response }) => {
  const receipt = await readReceipt(scope, params.id);
  response.setHeader('Content-Disposition', attachment(receipt.import.id, 'json'));
  return receipt;
};

export const getImportReceiptTable: Handlers['getImportReceiptTable'] = async ({ params, scope, response }) => {
  const receipt = await readReceipt(scope, params.id);
  response
    .status(200)
    .set({ 'Content-Disposition': attachment(receipt.import.id, 'csv'), 'Cache-Control': 'private, no-cache' })
    .type('text/csv')
    .send(receiptTable(receipt));
  return undefined;
};

/** As many failures as an import keeps. */
const ALL_FAILURES = 11_000;

function readReceipt(scope: ListenerScope, id: string) {
  return scope.run(async (tx) => {
    const found = await readImport(tx, scope.userId, id);
    if (found === undefined) throw noImport();
    return { import: found, failures: await readImportFailures(tx, scope.userId, id, ALL_FAILURES) };
  });
}

/** Named by the id: a file's own name is the sender's and may hold anything. */
function attachment(id: string, ending: string): string {
  return `attachment; filename="sidetrack-receipt-${id.slice(0, 8)}.${ending}"`;
}

function checkBody(request: Request, fileName: string, limit: ImportLimit): void {
  if (!hasBody(request)) throw emptyFile(fileName);
  refuseForms(request);
  if (Number(request.headers['content-length'] ?? 0) > limit.megabytes * MEGABYTE) throw tooLargeFile(limit);
}

async function receive(request: Request, store: UploadStore, limit: ImportLimit): Promise<StoredFile> {
  try {
    return await store.receive(request, limit.megabytes * MEGABYTE);
  } catch (error) {
    throw receivingProblem(error, limit);
  }
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

function noImport(): Error {
  return notFound('import', 'GET /api/v1/imports lists those there are.');
}
