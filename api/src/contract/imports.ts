import { Count, Id, integerParameter, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { Job, jobExample } from './jobs.ts';
import { z } from './zod.ts';

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
    format: z.string().nullable(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    stateReason: z.string().nullable(),
    receipt: Receipt,
    isDemo: z.boolean(),
    createdAt: Moment,
    finishedAt: Moment.nullable(),
  })
  .openapi('Import');
export type ImportShape = z.infer<typeof Import>;

const id = '4c1e6a77-0b8f-4a52-9d0b-6a5a0c1c9a11';
const example = {
  id,
  fileName: 'listenbrainz_ana.zip',
  format: 'listenbrainz-export',
  state: 'done',
  stateReason: null,
  receipt: { read: 6123, imported: 6100, duplicates: 20, skipped: { 'no track name': 1 }, failed: 2, receipt: id },
  isDemo: false,
  createdAt: '2026-11-18T20:15:00.000Z',
  finishedAt: '2026-11-18T20:15:09.000Z',
} as const;

export const createImport = defineOperation({
  operationId: 'createImport',
  method: 'post',
  path: '/imports',
  summary: 'Import an export file of listens',
  description: 'The body is the file itself. The same file while an import of it is still under way gives that import.',
  tag: 'Listening',
  access: 'write',
  query: z.strictObject({
    name: text(255).optional().openapi({ description: 'Name of the file, if not given as X-File-Name.' }),
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
    schema: z.strictObject({ import: Import, job: Job }).openapi('ImportStarted'),
    example: {
      import: { ...example, state: 'queued', finishedAt: null },
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
    example: { imports: [example] },
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
  answer: { status: 200, description: 'The import.', schema: Import, example },
});

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
      failures: z.array(z.strictObject({ file: z.string(), line: z.int(), reason: z.string() })),
    }),
    example: { total: 1, failures: [{ file: 'listens/2025/3.jsonl', line: 812, reason: 'Not a JSON object.' }] },
  },
});
