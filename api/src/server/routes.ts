import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { mayUse } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { identify } from '../access/identify.ts';
import { checkOrigin } from '../access/origin-check.ts';
import { listenerScope } from '../access/scope.ts';
import { operations } from '../contract/index.ts';
import type { Operation } from '../contract/operation.ts';
import type { Deps } from '../deps.ts';
import { handlers } from '../handlers/index.ts';
import { API_PATH } from './api-path.ts';
import { correlationIdOf } from './correlation.ts';
import { answerWith } from './answer.ts';
import type { Call, Handler } from './call.ts';
import { readJsonBody } from './json-body.ts';
import { insufficientScope, notAcceptable, methodNotAllowed, tooManyRequests } from './refusals.ts';
import { validate } from './validate.ts';

export interface RouteOptions {
  readonly deps: Deps;
  /** Origins of this installation's own pages, which may change something without a token; undefined where it has none. */
  readonly ownOrigins: () => ReadonlySet<string> | undefined;
}

/** The routes of the contract for listeners. */
export function contractRoutes(options: RouteOptions, isServed: (operation: Operation) => boolean): Router {
  return operationRoutes(
    Object.entries(operations).filter(([, operation]) => isServed(operation)),
    handlers,
    { deps: options.deps, path: API_PATH, admit: (operation, request) => admit(operation, request, options) },
  );
}

/** Where operations lie, and who may call them. */
export interface Door {
  readonly deps: Deps;
  readonly path: string;
  /** Lets a request in, or throws why not. */
  readonly admit: (operation: Operation, request: Request) => Promise<Caller | undefined>;
}

/** One route for each operation, and 405 for other methods on its paths. */
export function operationRoutes(
  served: readonly (readonly [id: string, operation: Operation])[],
  byId: object,
  door: Door,
): Router {
  const router = Router({ caseSensitive: true });
  for (const [id, operation] of served) {
    // Handlers are typed one by one where they are listed; here any of them is called with what its own contract has parsed.
    const handler = (byId as Record<string, unknown>)[id] as Handler<Operation>;
    router[operation.method](expressPath(operation.path), route(operation, handler, door));
  }
  for (const [path, methods] of methodsByPath(served.map(([, operation]) => operation))) {
    router.all(path, methodNotAllowed(methods));
  }
  return router;
}

function route(operation: Operation, handler: Handler<Operation>, { deps, path, admit }: Door): RequestHandler {
  return async (request, response) => {
    response.locals.operationId = operation.operationId;
    const caller = await admit(operation, request);
    if (!accepts(operation, request)) throw notAcceptable(mediaTypeOf(operation));
    const body = operation.body === undefined ? undefined : await readJsonBody(request, response);
    const input = validate(operation, request, body);
    const call = {
      ...input,
      ...callerParts(caller, deps),
      correlationId: correlationIdOf(response),
      request,
      response,
      locate: (place: string) => void response.setHeader('Location', `${path}${place}`),
    };
    const result: unknown = await handler(call as unknown as Call<Operation>, deps);
    answerWith(operation, result, { request, response, checkAnswers: deps.checkAnswers });
  };
}

/** Lets a request in, or says why not: limit by address or listener, identity, origin, scope, in this order. */
async function admit(
  operation: Operation,
  request: Request,
  { deps, ownOrigins }: RouteOptions,
): Promise<Caller | undefined> {
  if (operation.access === 'public') {
    await limit(deps, `address ${request.ip ?? ''}`, 'requests');
    return undefined;
  }
  const caller = await identify(request, deps).catch(async (refusal: unknown) => {
    await limit(deps, `address ${request.ip ?? ''}`, 'requests');
    throw refusal;
  });
  await limit(deps, `listener ${caller.userId}`, operation.access === 'write' ? 'changes' : 'requests');
  const origins = ownOrigins();
  if (operation.method !== 'get' && caller.shown !== 'token' && origins !== undefined)
    checkOrigin(request.headers, origins);
  if (operation.access === 'service' || !mayUse(caller, operation.access)) throw insufficientScope(operation.access);
  return caller;
}

async function limit({ limiter }: Deps, who: string, kind: 'requests' | 'changes'): Promise<void> {
  const seconds = await limiter.take(who, kind);
  if (seconds !== null) throw tooManyRequests(seconds);
}

function callerParts(caller: Caller | undefined, deps: Deps): object {
  return caller === undefined ? {} : { caller, scope: listenerScope(deps.db, caller.userId) };
}

function accepts(operation: Operation, request: Request): boolean {
  return 'schema' in operation.answer || operation.answer.mediaType !== undefined
    ? request.accepts(mediaTypeOf(operation)) !== false
    : true;
}

function mediaTypeOf({ answer }: Operation): string {
  return 'schema' in answer ? 'application/json' : (answer.mediaType ?? 'application/json');
}

function methodsByPath(served: readonly Operation[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of served) {
    const known = methods.get(expressPath(path)) ?? [];
    methods.set(expressPath(path), [...known, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])]);
  }
  return methods;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
