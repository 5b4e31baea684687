import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

const Check = z.strictObject({ status: z.enum(['ok', 'down', 'memory']), detail: z.string().optional() });

export const Health = z
  .strictObject({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    checks: z.strictObject({ database: Check, temporal: Check, cache: Check }),
  })
  .openapi('Health');
export type HealthShape = z.infer<typeof Health>;

export const getHealth = defineOperation({
  operationId: 'getHealth',
  method: 'get',
  path: '/health',
  summary: 'Whether the installation works, part by part',
  description:
    'Always 200 while the API itself answers; `degraded` names the part that does not. `memory` for the cache means that no Redis is used.',
  tag: 'Installation',
  access: 'public',
  answer: {
    status: 200,
    description: 'State of the installation.',
    schema: Health,
    example: {
      status: 'ok',
      version: '0.1.0',
      checks: { database: { status: 'ok' }, temporal: { status: 'ok' }, cache: { status: 'memory' } },
    },
  },
  alias: true,
});

export const ApiIndex = z
  .strictObject({
    name: z.literal('SideTrack'),
    version: z.string(),
    links: z.array(z.strictObject({ rel: z.string(), href: z.string(), title: z.string() })),
  })
  .openapi('ApiIndex');

export const getIndex = defineOperation({
  operationId: 'getIndex',
  method: 'get',
  path: '/',
  summary: 'What there is',
  tag: 'Installation',
  access: 'public',
  answer: {
    status: 200,
    description: 'Links to the parts of the API.',
    schema: ApiIndex,
    example: {
      name: 'SideTrack',
      version: '0.1.0',
      links: [{ rel: 'service-desc', href: '/api/v1/openapi.json', title: 'OpenAPI 3.1 document' }],
    },
  },
});

export const getOpenApi = defineOperation({
  operationId: 'getOpenApi',
  method: 'get',
  path: '/openapi.json',
  summary: 'This document',
  tag: 'Installation',
  access: 'public',
  answer: {
    status: 200,
    description: 'OpenAPI 3.1 document.',
    schema: z.record(z.string(), z.unknown()),
    example: { openapi: '3.1.0' },
  },
});

export const getDocs = defineOperation({
  operationId: 'getDocs',
  method: 'get',
  path: '/docs',
  summary: 'This document as a page to read and try',
  tag: 'Installation',
  access: 'public',
  answer: { status: 200, description: 'A page.', mediaType: 'text/html' },
});
