import { defineOperation } from '../operation.ts';
import { Count, Id, Moment, text } from '../primitives.ts';
import { z } from '../zod.ts';

const key = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,315}[a-z0-9])?$/, '`<namespace>.<name>` is expected.');
const params = z.strictObject({ key: key.openapi({ example: 'music.ana' }) });

const limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const TenantBody = z
  .strictObject({
    handle: text(253),
    displayName: text(253).nullable(),
    timeZone: z.string().refine(isTimeZone, 'A time zone of the IANA database is expected, such as Europe/Berlin.'),
    listenbrainz: z.strictObject({ user: text(255), token: text(255).nullable() }).nullable(),
    lastfm: z.strictObject({ user: text(255), sessionKey: text(255).nullable() }).nullable(),
    audioSubPath: text(1024)
      .refine(isBelow, 'A path below the audio volume is expected, without a slash in front and without `..`.')
      .nullable(),
    options: z.strictObject({ gpu: z.boolean(), stems: z.boolean(), excerptSeconds: z.int().min(0).max(3600) }),
    quotas: z.strictObject({ maxTracks: limit, maxListens: limit, maxImportMegabytes: limit }),
    suspended: z.boolean(),
  })
  .openapi('TenantRequest');
export type TenantWish = z.output<typeof TenantBody>;

const Tenant = z
  .strictObject({
    key,
    userId: Id,
    state: z.enum(['active', 'suspended', 'purging']),
    listens: Count,
    tracks: Count.openapi({ description: 'Distinct recordings that the listener has heard.' }),
    coverage: z.number().min(0).max(1).openapi({ description: 'Share of plays whose track has scores.' }),
    lastSyncedAt: Moment.nullable(),
    problem: z.string().nullable().openapi({ description: 'What keeps their data from being renewed, in sentences.' }),
  })
  .openapi('Tenant');
export type TenantShape = z.infer<typeof Tenant>;

const example = {
  key: 'music.ana',
  userId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  state: 'active',
  listens: 52_310,
  tracks: 4_120,
  coverage: 0.82,
  lastSyncedAt: '2026-11-18T20:15:00.000Z',
  problem: null,
} as const;

export const listTenants = defineOperation({
  operationId: 'listTenants',
  method: 'get',
  path: '/tenants',
  summary: 'All listeners that Tenants manage',
  tag: 'Tenants',
  access: 'service',
  answer: {
    status: 200,
    description: 'By key.',
    schema: z.strictObject({ tenants: z.array(Tenant) }),
    example: { tenants: [example] },
  },
});

export const getTenant = defineOperation({
  operationId: 'getTenant',
  method: 'get',
  path: '/tenants/{key}',
  summary: 'One of them',
  description: '404 once nothing of a listener who was purged is left.',
  tag: 'Tenants',
  access: 'service',
  params,
  problems: [404],
  answer: { status: 200, description: 'How they stand.', schema: Tenant, example },
});

export const putTenant = defineOperation({
  operationId: 'putTenant',
  method: 'put',
  path: '/tenants/{key}',
  summary: 'Make a listener, or bring them up to date',
  description: 'The whole of it each time. Nothing is written where nothing differs.',
  tag: 'Tenants',
  access: 'service',
  params,
  body: TenantBody,
  bodyExample: {
    handle: 'ana',
    displayName: 'Ana',
    timeZone: 'Europe/Berlin',
    listenbrainz: { user: 'ana', token: null },
    lastfm: null,
    audioSubPath: 'ana',
    options: { gpu: true, stems: false, excerptSeconds: 0 },
    quotas: { maxTracks: 20_000, maxListens: null, maxImportMegabytes: 500 },
    suspended: false,
  },
  problems: [409, 422],
  answer: {
    status: 200,
    description: 'Whose it is, and whether something was written.',
    schema: z.strictObject({ key, userId: Id, changed: z.boolean() }),
    example: { key: 'music.ana', userId: example.userId, changed: true },
  },
});

export const deleteTenant = defineOperation({
  operationId: 'deleteTenant',
  method: 'delete',
  path: '/tenants/{key}',
  summary: 'Let go of a listener, or purge them',
  description:
    'retain: nothing is pulled any more, the data stays. purge: everything of them is deleted, by a workflow.',
  tag: 'Tenants',
  access: 'service',
  params,
  query: z.strictObject({ policy: z.enum(['purge', 'retain']) }),
  answer: {
    status: 202,
    description: 'It is being purged.',
    schema: z.strictObject({
      state: z.literal('purging'),
      remainingRows: Count.openapi({ description: 'Rows that are still to be deleted.' }),
    }),
    example: { state: 'purging', remainingRows: 52_310 },
    emptyWhen: 'Retained, or there was nothing (any more).',
  },
});

export const createTenantToken = defineOperation({
  operationId: 'createTenantToken',
  method: 'post',
  path: '/tenants/{key}/tokens',
  summary: 'Make a personal API token for them',
  description: 'It may write, and takes the place of the token of the same name.',
  tag: 'Tenants',
  access: 'service',
  params,
  body: z.strictObject({ name: text(100) }),
  bodyExample: { name: 'kubernetes' },
  problems: [404],
  answer: {
    status: 201,
    description: 'The token, shown once.',
    schema: z.strictObject({ token: z.string().regex(/^st_[A-Za-z0-9_-]{43}$/) }),
    example: { token: `st_${'A'.repeat(43)}` },
  },
});

export const analyseTenant = defineOperation({
  operationId: 'analyseTenant',
  method: 'post',
  path: '/tenants/{key}/analyse',
  summary: 'Pull their listens and look through their audio now',
  tag: 'Tenants',
  access: 'service',
  params,
  problems: [404, 409],
  answer: {
    status: 202,
    description: 'The jobs that do it.',
    schema: z.strictObject({ jobs: z.array(Id) }),
    example: { jobs: ['0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11'] },
  },
});

const Run = z
  .strictObject({
    workflowId: z.string(),
    runId: z.string(),
    workflow: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    startedAt: Moment,
    closedAt: Moment.nullable(),
    message: z.string().nullable().openapi({ description: 'Why it failed, or what it is being retried for.' }),
  })
  .openapi('Run');
export type RunShape = z.infer<typeof Run>;

export const listTenantRuns = defineOperation({
  operationId: 'listTenantRuns',
  method: 'get',
  path: '/tenants/{key}/runs',
  summary: 'The newest runs of their workflows',
  tag: 'Tenants',
  access: 'service',
  params,
  problems: [404],
  answer: {
    status: 200,
    description: 'Newest first, as Temporal remembers them.',
    schema: z.strictObject({ runs: z.array(Run) }),
    example: {
      runs: [
        {
          workflowId: 'sync-listens/0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
          runId: '5a1c9a11-6a77-4a52-9d0b-0b8f4c1e6a0c',
          workflow: 'SyncListens',
          state: 'done',
          startedAt: '2026-11-18T20:15:00.000Z',
          closedAt: '2026-11-18T20:15:02.000Z',
          message: null,
        },
      ],
    },
  },
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isBelow(path: string): boolean {
  return !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
