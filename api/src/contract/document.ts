import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { operations } from './index.ts';
import { internalOperations } from './internal/index.ts';
import { sessionOperations } from './internal/sessions.ts';
import { OverviewChanged, Pending } from './jobs.ts';
import { Problem, problemMeanings } from './problem.ts';
import type { Operation } from './operation.ts';
import type { ProblemStatus } from './problem.ts';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document of the whole API for listeners, from the same schemas that validate requests and answers. */
export function openApiDocument(version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A personal API token (`st_…`). On a laptop the local user needs none for requests of the same origin.',
  });
  registerProblems(registry, (status) => status !== '422');
  for (const [name, schema] of Object.entries(payloads)) registry.register(name, schema);
  for (const operation of Object.values(operations)) registry.registerPath(route(operation));
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'SideTrack',
      version,
      description:
        'A listener’s history, audio and how their taste moves. Every number carries its coverage; what is not known is null, never zero. Errors are problem documents (RFC 9457) that say what to do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: tags.map(([name, description]) => ({ name, description })),
  });
}

/** The same of /internal/v1, which the operator calls, and the site for those who sign in. */
export function internalOpenApiDocument(version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'serviceToken', {
    type: 'http',
    scheme: 'bearer',
    description:
      'SIDETRACK_SERVICE_TOKEN of the installation. Where a proxy keeps Authorization for itself, as that of a Kubernetes API server does, it may come as X-SideTrack-Service-Token.',
  });
  registerProblems(registry, () => true);
  for (const operation of [
    ...Object.values<Operation>(internalOperations),
    ...Object.values<Operation>(sessionOperations),
  ])
    registry.registerPath(route(operation));
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'SideTrack, for its operator',
      version,
      description:
        'What the operator asks and tells an installation. Without a service token there is none of it but what the site asks for those who sign in.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/internal/v1' }],
    tags: internalTags.map(([name, description]) => ({ name, description })),
  });
}

const internalTags = [
  ['Work', 'What is still to be done.'],
  ['Tenants', 'Listeners that an administrator manages.'],
  ['Versions', 'Versions of the workers that run workflows.'],
  ['Sessions', 'For the site: who is signed in. Only where people sign in with Google.'],
] as const;

/** Schemas that no operation names: payloads of events. */
const payloads = { OverviewChanged, Pending };

const tags = [
  ['Installation', 'Whether it works, and what there is.'],
  ['Dashboard', 'What the pages show.'],
  ['Listening', 'Listens and where they come from.'],
  ['Work', 'Long work: taken on at once, followed as a job.'],
  ['Events', 'Server-sent events.'],
  ['Library', 'The listener’s own audio.'],
  ['Labels', 'What the listener says about tracks.'],
  ['Playlists', 'Tracks in an order that the listener chose.'],
  ['Sharing', 'Cards that a listener shows to others, with what they chose and nothing else.'],
  ['Settings', 'What the listener sets, and all their data.'],
  ['Access', 'Personal API tokens.'],
] as const;

/** What any operation may answer, whatever it does. */
const always: readonly ProblemStatus[] = [400, 401, 403, 406, 429, 500, 503];

function route(operation: Operation): RouteConfig {
  const { params, query, headers } = operation;
  return {
    operationId: operation.operationId,
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    tags: [operation.tag],
    security: security(operation),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...requestBody(operation),
    },
    responses: { [operation.answer.status]: answer(operation), ...emptyAnswer(operation), ...problems(operation) },
  };
}

function security({ access }: Operation): NonNullable<RouteConfig['security']> {
  if (access === 'service') return [{ serviceToken: [] }];
  return access === 'public' ? [] : [{ token: [] }, {}];
}

function requestBody(operation: Operation): { body?: NonNullable<NonNullable<RouteConfig['request']>['body']> } {
  if (operation.file !== undefined) {
    const content = Object.fromEntries(
      operation.file.map((type) => [type, { schema: { type: 'string', format: 'binary', minLength: 1 } as const }]),
    );
    return { body: { required: true, description: 'The file.', content } };
  }
  if (operation.body === undefined) return {};
  return {
    body: {
      required: true,
      content: { 'application/json': { schema: operation.body, example: operation.bodyExample } },
    },
  };
}

function answer({ answer: given, ...operation }: Operation): ResponseConfig {
  const headers = {
    'X-Request-Id': textHeader('Correlation id of the request.'),
    ...('location' in given ? { Location: textHeader('Path of what was made.') } : {}),
    ...(operation.tag === 'Dashboard' ? { ETag: textHeader('Changes when the answer does.') } : {}),
  };
  if ('schema' in given)
    return {
      description: given.description,
      headers,
      content: { 'application/json': { schema: given.schema, example: given.example } },
    };
  if (given.mediaType === undefined) return { description: given.description, headers };
  const example = given.example === undefined ? {} : { example: given.example };
  return {
    description: given.description,
    headers,
    content: { [given.mediaType]: { schema: { type: 'string' }, ...example } },
  };
}

function emptyAnswer({ answer: given }: Operation): RouteConfig['responses'] {
  return 'schema' in given && given.emptyWhen !== undefined ? { 204: { description: given.emptyWhen } } : {};
}

function textHeader(description: string): { description: string; schema: { type: 'string' } } {
  return { description, schema: { type: 'string' } };
}

function problems(operation: Operation): RouteConfig['responses'] {
  const withBody: readonly ProblemStatus[] =
    operation.body === undefined && operation.file === undefined ? [] : [413, 415];
  const statuses = [...new Set([...always, ...withBody, ...(operation.problems ?? [])])].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

function registerProblems(registry: OpenAPIRegistry, isAnswered: (status: string) => boolean): void {
  registry.register('Problem', Problem);
  for (const [status, description] of Object.entries(problemMeanings).filter(([one]) => isAnswered(one))) {
    const wait = {
      headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' as const } } },
    };
    registry.registerComponent('responses', `Problem${status}`, {
      description,
      ...(status === '429' || status === '503' ? wait : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  }
}
