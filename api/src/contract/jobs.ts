import { Count, Id, integerParameter, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

export const JobKind = z
  .enum([
    'sync-listens',
    'import-listens',
    'resolve-metadata',
    'sync-tags',
    'scan-library',
    'match-library',
    'extract-audio',
    'score-recordings',
    'aggregate-weeks',
    'build-map',
  ])
  .openapi('JobKind');

export const Progress = z
  .strictObject({
    done: z.number().min(0),
    total: z.number().min(0).nullable(),
    unit: z.string().nullable(),
    secondsLeft: z.number().min(0).nullable(),
    message: z.string().nullable(),
  })
  .openapi('JobProgress', { description: 'total and secondsLeft are null while they are not known.' });

export const Job = z
  .strictObject({
    id: Id,
    kind: JobKind,
    state: z.enum(['queued', 'running', 'done', 'failed']),
    progress: orNull(Progress),
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.string().nullable(),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .openapi('Job');
export type JobShape = z.infer<typeof Job>;
export type JobKindName = z.infer<typeof JobKind>;

export const jobExample = {
  id: '6a770b8f-4c1e-4a52-9d0b-6a5a0c1c9a11',
  kind: 'sync-listens',
  state: 'running',
  progress: { done: 3000, total: 6120, unit: 'listens', secondsLeft: 12, message: null },
  result: null,
  error: null,
  createdAt: '2026-11-18T20:15:00.000Z',
  updatedAt: '2026-11-18T20:15:08.000Z',
} as const;

/** The answer of every operation that starts long work. */
export const jobStarted = {
  status: 202,
  description: 'The work has been taken on; `Location` names the job to follow.',
  schema: z.strictObject({ job: Job }).openapi('JobStarted'),
  example: { job: { ...jobExample, state: 'queued', progress: null } },
  location: true,
} as const;

export const listJobs = defineOperation({
  operationId: 'listJobs',
  method: 'get',
  path: '/jobs',
  summary: 'Work that was asked for, newest first',
  tag: 'Work',
  access: 'read',
  query: z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 200, default: 50 }) }),
  answer: {
    status: 200,
    description: 'The jobs.',
    schema: z.strictObject({ jobs: z.array(Job) }),
    example: { jobs: [jobExample] },
  },
});

export const getJob = defineOperation({
  operationId: 'getJob',
  method: 'get',
  path: '/jobs/{id}',
  summary: 'One job and how far it is',
  tag: 'Work',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 200, description: 'The job.', schema: Job, example: jobExample },
});

export const followJob = defineOperation({
  operationId: 'followJob',
  method: 'get',
  path: '/jobs/{id}/events',
  summary: 'Follow one job as server-sent events',
  description:
    'An event `job` with a Job at once and at each change; the stream ends when the job is done or has failed. Comments keep it open.',
  tag: 'Events',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The stream.',
    mediaType: 'text/event-stream',
    example: `event: job\ndata: ${JSON.stringify(jobExample)}\n\n`,
  },
});

/** What still has to be done, in things of its kind. */
export const Pending = z
  .strictObject({
    metadata: Count,
    tags: Count,
    match: Count,
    extract: Count,
    score: Count,
    map: Count,
    imports: Count,
  })
  .openapi('Pending', { description: 'Work that is still to be done, counted by kind.' });
export type PendingShape = z.infer<typeof Pending>;

export const OverviewChanged = z
  .strictObject({ at: Moment })
  .openapi('OverviewChanged', { description: 'The listener’s answers have changed: fetch again what is shown.' });

export const followAll = defineOperation({
  operationId: 'followAll',
  method: 'get',
  path: '/events',
  summary: 'Follow everything of the listener as server-sent events',
  description:
    'Events: `overview-changed` (OverviewChanged), `job` (Job), `pending` (Pending). Comments keep the stream open.',
  tag: 'Events',
  access: 'read',
  answer: {
    status: 200,
    description: 'The stream; it stays open.',
    mediaType: 'text/event-stream',
    example: 'event: overview-changed\ndata: {"at":"2026-11-18T20:15:08.000Z"}\n\n',
  },
});
