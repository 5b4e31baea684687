import { importExample, ImportStarted } from './imports.ts';
import { jobExample } from './jobs.ts';
import { Count, Id, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

export const Upload = z
  .strictObject({
    id: Id,
    fileName: z.string(),
    bytes: z.int().min(1).openapi({ description: 'How long the file is.' }),
    received: Count.openapi({
      description: 'So many of its bytes are here; the next ones are sent from this offset on.',
    }),
    createdAt: Moment,
    expiresAt: Moment.openapi({ description: 'When it is removed unless more of it comes.' }),
  })
  .openapi('Upload');
export type UploadShape = z.infer<typeof Upload>;

const example = {
  id: importExample.id,
  fileName: 'listenbrainz_ana.zip',
  bytes: 41_943_040,
  received: 12_582_912,
  createdAt: '2026-11-18T20:15:00.000Z',
  expiresAt: '2026-11-19T20:16:00.000Z',
} as const;

const params = z.strictObject({ id: Id });

/** Digits only, as integers in query strings are; a header is text. */
const Offset = z
  .string()
  .regex(/^\d{1,15}$/, 'An offset in bytes is expected.')
  .transform(Number)
  .prefault('0')
  .openapi({
    type: 'integer',
    minimum: 0,
    default: 0 as never,
    description: 'Offset of the first byte of the body within the file.',
  });

export const createUpload = defineOperation({
  operationId: 'createUpload',
  method: 'post',
  path: '/uploads',
  summary: 'Announce an export file that is going to be sent, in as many requests as it takes',
  description:
    'Then send its bytes with PATCH, and start its import once all of them are here. A connection that breaks costs nothing: ask for the upload, and go on from `received`. Announcing a file of the same name, length and fingerprint again gives the upload that has begun, so that sending goes on after a reload.',
  tag: 'Listening',
  access: 'write',
  body: z
    .strictObject({
      fileName: text(255),
      bytes: z
        .int()
        .min(1)
        .max(2 ** 40),
      fingerprint: text(200).openapi({
        description:
          'Tells this file from others of its name, such as a hash of its beginning, its end and its time of change.',
      }),
    })
    .openapi('UploadRequest'),
  bodyExample: { fileName: example.fileName, bytes: example.bytes, fingerprint: 'b2a1f0c4' },
  problems: [409],
  answer: {
    status: 201,
    description: 'The upload, and how much of it is here.',
    schema: Upload,
    example,
    location: true,
  },
});

export const listUploads = defineOperation({
  operationId: 'listUploads',
  method: 'get',
  path: '/uploads',
  summary: 'Files that are on their way or stopped there, newest first',
  tag: 'Listening',
  access: 'read',
  answer: {
    status: 200,
    description: 'The uploads whose import has not begun.',
    schema: z.strictObject({ uploads: z.array(Upload) }),
    example: { uploads: [example] },
  },
});

export const getUpload = defineOperation({
  operationId: 'getUpload',
  method: 'get',
  path: '/uploads/{id}',
  summary: 'How much of a file is here',
  tag: 'Listening',
  access: 'read',
  params,
  problems: [404],
  answer: { status: 200, description: 'The upload.', schema: Upload, example },
});

export const sendUpload = defineOperation({
  operationId: 'sendUpload',
  method: 'patch',
  path: '/uploads/{id}',
  summary: 'Send bytes of the file, from the offset that is reached on',
  description:
    'All that is left, or as much as you like. What has arrived when the connection breaks is kept. With an offset other than `received` nothing is taken: 409, whose header `Upload-Offset` says from where to go on.',
  tag: 'Listening',
  access: 'write',
  params,
  headers: z.object({ 'upload-offset': Offset }),
  file: ['application/octet-stream', 'application/partial-upload', 'application/offset+octet-stream'],
  problems: [404, 409],
  answer: { status: 200, description: 'The upload after these bytes.', schema: Upload, example },
});

export const startUpload = defineOperation({
  operationId: 'startUpload',
  method: 'post',
  path: '/uploads/{id}/import',
  summary: 'Import the file, now that all of it is here',
  description:
    'Asked again it gives the same import. Where the same content is being imported already, it gives that one.',
  tag: 'Listening',
  access: 'write',
  params,
  problems: [404, 409],
  answer: {
    status: 202,
    description: 'The import and the job to follow.',
    schema: ImportStarted,
    example: {
      import: { ...importExample, state: 'queued', finishedAt: null },
      job: { ...jobExample, kind: 'import-listens' },
    },
    location: true,
  },
});

export const deleteUpload = defineOperation({
  operationId: 'deleteUpload',
  method: 'delete',
  path: '/uploads/{id}',
  summary: 'Give an upload up: what has arrived of it is removed',
  tag: 'Listening',
  access: 'write',
  params,
  problems: [404],
  answer: { status: 204, description: 'It is gone.' },
});
