import { Count, Id, integerParameter, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { Job, jobExample, Progress } from './jobs.ts';
import { TimeZone } from './time-zone.ts';
import { orNull, z } from './zod.ts';

const Receipt = z
  .strictObject({
    read: Count,
    imported: Count,
    duplicates: Count,
    skipped: z.record(z.string(), Count).openapi({ description: 'Rows left out on purpose, counted by reason.' }),
    failed: Count,
    receipt: Id.openapi({ description: 'Id of the import.' }),
  })
  .openapi('Receipt', { description: 'read = imported + duplicates + skipped + failed.' });

export const Import = z
  .strictObject({
    id: Id,
    fileName: z.string(),
    format: z
      .string()
      .nullable()
      .openapi({ description: 'What its content showed it to be; several kinds by commas.' }),
    state: z.enum(['queued', 'running', 'needs-time-zone', 'done', 'failed']).openapi({
      description: 'needs-time-zone: its times stand without a zone, and it waits until one is named.',
    }),
    stateReason: z.string().nullable(),
    progress: orNull(Progress),
    receipt: Receipt,
    timeZone: z.string().nullable().openapi({ description: 'The zone that was named for times without one.' }),
    isDemo: z.boolean(),
    createdAt: Moment,
    finishedAt: Moment.nullable(),
  })
  .openapi('Import');
export type ImportShape = z.infer<typeof Import>;

const id = '4c1e6a77-0b8f-4a52-9d0b-6a5a0c1c9a11';
export const importExample = {
  id,
  fileName: 'listenbrainz_ana.zip',
  format: 'listenbrainz-zip',
  state: 'done',
  stateReason: null,
  progress: null,
  receipt: { read: 6123, imported: 6100, duplicates: 20, skipped: { 'no track name': 1 }, failed: 2, receipt: id },
  timeZone: null,
  isDemo: false,
  createdAt: '2026-11-18T20:15:00.000Z',
  finishedAt: '2026-11-18T20:15:09.000Z',
} as const;

export const ImportStarted = z.strictObject({ import: Import, job: Job }).openapi('ImportStarted');

export const createImport = defineOperation({
  operationId: 'createImport',
  method: 'post',
  path: '/imports',
  summary: 'Import a listening history',
  description:
    'The body is the file itself, or a zip file with several: exports of ListenBrainz, Spotify, Last.fm, Maloja, Koito, Libre.fm, Pano Scrobbler, or a .scrobbler.log. What it is shows in its content. The same file while an import of it is still under way gives that import.',
  tag: 'Listening',
  access: 'write',
  query: z.strictObject({
    name: text(255).optional().openapi({ description: 'Name of the file, if not given as X-File-Name.' }),
    timeZone: TimeZone.optional().openapi({
      description: 'The zone of its times, where they stand without one. Not given, such an import waits and asks.',
    }),
  }),
  headers: z.object({
    'x-file-name': z.string().max(1024).optional().openapi({ description: 'Name of the file, percent-encoded.' }),
  }),
  file: [
    'application/octet-stream',
    'application/zip',
    'application/gzip',
    'application/json',
    'application/x-ndjson',
    'text/csv',
    'text/plain',
  ],
  problems: [409, 413, 415],
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

export const listImports = defineOperation({
  operationId: 'listImports',
  method: 'get',
  path: '/imports',
  summary: 'Imports, newest first',
  tag: 'Listening',
  access: 'read',
  query: z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 200, default: 50 }) }),
  answer: {
    status: 200,
    description: 'The imports.',
    schema: z.strictObject({ imports: z.array(Import) }),
    example: { imports: [importExample] },
  },
});

export const getImport = defineOperation({
  operationId: 'getImport',
  method: 'get',
  path: '/imports/{id}',
  summary: 'One import with its receipt',
  tag: 'Listening',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 200, description: 'The import.', schema: Import, example: importExample },
});

export const putImportTimeZone = defineOperation({
  operationId: 'putImportTimeZone',
  method: 'put',
  path: '/imports/{id}/time-zone',
  summary: 'Say in which time zone the times of a waiting import are',
  description: 'It is read then. 409 where it does not wait for that.',
  tag: 'Listening',
  access: 'write',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ timeZone: TimeZone }).openapi('ImportTimeZone'),
  bodyExample: { timeZone: 'Europe/Berlin' },
  problems: [404, 409],
  answer: {
    status: 202,
    description: 'The import and the job to follow.',
    schema: ImportStarted,
    example: {
      import: { ...importExample, state: 'queued', timeZone: 'Europe/Berlin', finishedAt: null },
      job: { ...jobExample, kind: 'import-listens' },
    },
    location: true,
  },
});

const ImportFailure = z
  .strictObject({ file: z.string(), line: z.int(), reason: z.string() })
  .openapi('ImportFailure', { description: 'A row that could not be read: its file, its line and why.' });

const failureExample = { file: 'listens/2025/3.jsonl', line: 812, reason: 'Not a JSON object.' };

export const listImportFailures = defineOperation({
  operationId: 'listImportFailures',
  method: 'get',
  path: '/imports/{id}/failures',
  summary: 'Rows that could not be read: file, line and why',
  tag: 'Listening',
  access: 'read',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }) }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The failures in the order of the file.',
    schema: z.strictObject({
      total: Count,
      failures: z.array(ImportFailure),
    }),
    example: { total: 1, failures: [failureExample] },
  },
});

export const getImportReceipt = defineOperation({
  operationId: 'getImportReceipt',
  method: 'get',
  path: '/imports/{id}/receipt',
  summary: 'The receipt with every failure that was kept, to save as a file',
  description: 'Every failure is counted; the first ten thousand are kept with their place and reason.',
  tag: 'Listening',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The import, its receipt and its failures in the order of the file.',
    schema: z.strictObject({ import: Import, failures: z.array(ImportFailure) }).openapi('ImportReceipt'),
    example: { import: importExample, failures: [failureExample] },
  },
});

export const getImportReceiptTable = defineOperation({
  operationId: 'getImportReceiptTable',
  method: 'get',
  path: '/imports/{id}/receipt.csv',
  summary: 'The same as a table',
  description:
    'Columns: outcome, rows, reason, file, line. First the sums (read, imported, known already, skipped with its reason, failed), then a line for each failure.',
  tag: 'Listening',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The table as RFC 4180 has it, in UTF-8.',
    mediaType: 'text/csv',
    example: 'outcome,rows,reason,file,line\r\nread,6123,,,\r\nimported,6100,,,\r\n',
  },
});
