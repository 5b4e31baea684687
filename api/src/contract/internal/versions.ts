import { defineOperation } from '../operation.ts';
import { Count } from '../primitives.ts';
import { z } from '../zod.ts';

const BuildId = z
  .string()
  .regex(/^[0-9A-Za-z]([0-9A-Za-z._-]{0,61}[0-9A-Za-z])?$/, 'SIDETRACK_WORKER_BUILD_ID of a worker is expected.');

const Versions = z
  .strictObject({
    current: z
      .string()
      .nullable()
      .openapi({ description: 'New workflows start on it; null before the first was named.' }),
    versions: z.array(
      z.strictObject({
        buildId: z.string(),
        status: z.enum(['current', 'draining', 'drained', 'inactive']).openapi({
          description: 'drained: no workflow needs it any more. inactive: no workflow ever ran on it.',
        }),
        pollers: Count.openapi({ description: 'Workers of it that ask for work.' }),
      }),
    ),
  })
  .openapi('Versions');
export type VersionsShape = z.infer<typeof Versions>;

const example = { current: '0.2.0', versions: [{ buildId: '0.2.0', status: 'current', pollers: 2 }] } as const;

export const getVersions = defineOperation({
  operationId: 'getVersions',
  method: 'get',
  path: '/versions',
  summary: 'Versions of the workers that run workflows',
  tag: 'Versions',
  access: 'service',
  answer: { status: 200, description: 'As Temporal knows them, newest first.', schema: Versions, example },
});

export const putCurrentVersion = defineOperation({
  operationId: 'putCurrentVersion',
  method: 'put',
  path: '/versions/current',
  summary: 'Let new workflows start on this version',
  description: 'Running workflows end on the version that they began on; those that run for ever move over.',
  tag: 'Versions',
  access: 'service',
  body: z.strictObject({ buildId: BuildId }),
  bodyExample: { buildId: '0.2.0' },
  problems: [409],
  answer: { status: 200, description: 'As it is now.', schema: Versions, example },
});
