import { randomUUID } from 'node:crypto';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { ListenerScope } from '../access/scope.ts';
import type { UploadShape } from '../contract/uploads.ts';
import { beginImport, importWorkflowId } from '../imports/begin-import.ts';
import { shownFileName } from '../imports/file-name.ts';
import { pieceStore, uploadPath } from '../imports/piece-store.ts';
import { OvertakenError, receivePieces, TooManyBytesError } from '../imports/receive-pieces.ts';
import { MEGABYTE, receivingProblem, refuseForms, tooLargeFile } from '../imports/upload-problems.ts';
import { readImportLimit } from '../queries/import-limit.ts';
import { readImport } from '../queries/imports.ts';
import { readNewestJob } from '../queries/jobs.ts';
import { iso } from '../queries/moments.ts';
import * as queries from '../queries/uploads.ts';
import type { StoredUpload } from '../queries/uploads.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, invalidRequest, notFound, ProblemError } from '../server/problem-error.ts';

const KEPT_MS = 86_400_000;
/** Each may take as much room as the largest file that is taken. */
const MOST_OPEN = 20;

export const createUpload: Handlers['createUpload'] = async ({ body, scope, locate }, deps) => {
  const now = deps.now();
  await removeExpired(scope, new Date(now.getTime() - KEPT_MS));
  const given = { ...body, fileName: shownFileName({ header: undefined, query: body.fileName }) };
  const upload = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    const limit = await readImportLimit(tx, scope.userId, deps.settings.importMaxMegabytes);
    if (given.bytes > limit.megabytes * MEGABYTE) throw tooLargeFile(limit);
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`uploads/${scope.userId}`]);
    const known = await queries.findUpload(tx, scope.userId, given);
    if (known !== undefined) return known;
    if ((await queries.readUploads(tx, scope.userId)).length >= MOST_OPEN) throw tooMany();
    const id = randomUUID();
    await queries.addUpload(tx, scope.userId, { ...given, id, storedPath: uploadPath(deps.settings, id), now });
    return (await queries.readUpload(tx, scope.userId, id))!;
  });
  locate(`/uploads/${upload.id}`);
  return shape(upload);
};

export const listUploads: Handlers['listUploads'] = async ({ scope }, deps) => {
  const since = deps.now().getTime() - KEPT_MS;
  const uploads = await scope.run((tx) => queries.readUploads(tx, scope.userId));
  return { uploads: uploads.filter(({ updatedAt }) => updatedAt.getTime() >= since).map(shape) };
};

export const getUpload: Handlers['getUpload'] = async ({ params, scope }) => shape(await find(scope, params.id));

export const sendUpload: Handlers['sendUpload'] = async ({ params, headers, request, scope }, deps) => {
  const upload = await find(scope, params.id);
  refuseForms(request);
  if (upload.importId !== null || headers['upload-offset'] !== upload.received) throw wrongOffset(upload.received);
  const store = pieceStore(upload, scope);
  if (!(await store.holds(upload.received))) {
    await scope.run((tx) => queries.removeUpload(tx, scope.userId, upload.id));
    throw noUpload();
  }
  try {
    await receivePieces(request, upload, { store, scope, now: deps.now });
  } catch (error) {
    if (error instanceof OvertakenError) throw wrongOffset((await find(scope, params.id)).received);
    if (error instanceof TooManyBytesError)
      throw invalidRequest([{ where: 'body', message: 'More bytes came than were announced.' }]);
    throw receivingProblem(error, { megabytes: deps.settings.importMaxMegabytes, setBy: 'SIDETRACK_IMPORT_MAX_MB' });
  }
  return shape(await find(scope, params.id));
};

export const startUpload: Handlers['startUpload'] = async ({ params, scope, correlationId, locate }, deps) => {
  const upload = await find(scope, params.id);
  const before = await startedBefore(scope, upload.importId);
  if (before !== null) {
    locate(`/jobs/${before.job.id}`);
    return before;
  }
  if (upload.received < upload.bytes) {
    throw conflict(
      `${upload.received} of ${upload.bytes} bytes of this file are here.`,
      `Send the rest first: PATCH /api/v1/uploads/${upload.id} with Upload-Offset: ${upload.received}.`,
    );
  }
  const store = pieceStore(upload, scope);
  const sha256 = await store.close();
  const { id, fileName, storedPath } = upload;
  const started = await beginImport(
    { id, fileName, storedPath, sha256, timeZone: null, now: deps.now() },
    { scope, deps, correlationId },
  );
  await scope.run((tx) => queries.noteImport(tx, scope.userId, { id, importId: started.import.id, now: deps.now() }));
  if (started.import.id !== id) await store.remove();
  locate(`/jobs/${started.job.id}`);
  return started;
};

export const deleteUpload: Handlers['deleteUpload'] = async ({ params, scope }) => {
  await remove(scope, await find(scope, params.id));
  return undefined;
};

async function startedBefore(scope: ListenerScope, importId: string | null) {
  if (importId === null) return null;
  return scope.run(async (tx) => {
    const found = await readImport(tx, scope.userId, importId);
    const job = await readNewestJob(tx, scope.userId, importWorkflowId(importId));
    if (found === undefined || job === undefined) throw noUpload();
    return { import: found, job };
  });
}

async function find(scope: ListenerScope, id: string): Promise<StoredUpload> {
  const found = await scope.run((tx) => queries.readUpload(tx, scope.userId, id));
  if (found === undefined) throw noUpload();
  return found;
}

async function removeExpired(scope: ListenerScope, before: Date): Promise<void> {
  for (const upload of await scope.run((tx) => queries.readExpired(tx, scope.userId, before)))
    await remove(scope, upload);
}

/** Its bytes are its import's where it has become one. */
async function remove(scope: ListenerScope, upload: StoredUpload): Promise<void> {
  if (upload.importId === null) await pieceStore(upload, scope).remove();
  await scope.run((tx) => queries.removeUpload(tx, scope.userId, upload.id));
}

function shape({ id, fileName, bytes, received, createdAt, updatedAt }: StoredUpload): UploadShape {
  const expiresAt = new Date(updatedAt.getTime() + KEPT_MS);
  return { id, fileName, bytes, received, createdAt: iso(createdAt), expiresAt: iso(expiresAt) };
}

function wrongOffset(received: number): ProblemError {
  return new ProblemError({
    status: 409,
    kind: 'upload-offset',
    title: 'Another offset is reached',
    detail: `${received} bytes of this file are here.`,
    remedy: `Go on from there: Upload-Offset: ${received}.`,
    headers: { 'Upload-Offset': String(received) },
  });
}

function tooMany(): ProblemError {
  return conflict(
    `${MOST_OPEN} files are on their way already.`,
    'Send one of them to its end, or give one up: GET /api/v1/uploads lists them.',
  );
}

function noUpload(): ProblemError {
  return notFound('upload', 'GET /api/v1/uploads lists those there are; announce the file again with POST.');
}
