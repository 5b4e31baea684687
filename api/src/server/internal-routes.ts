import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { internalOperations } from '../contract/internal/index.ts';
import type { Operation } from '../contract/operation.ts';
import type { Deps } from '../deps.ts';
import { internalHandlers } from '../handlers/internal/index.ts';
import { INTERNAL_PATH } from './api-path.ts';
import { ProblemError } from './problem-error.ts';
import { noSuchPath, tooManyRequests } from './refusals.ts';
import { operationRoutes } from './routes.ts';

/** What the operator asks and tells. Without a service token in the settings there is nothing here. */
export function internalRoutes(deps: Deps): RequestHandler {
  const { serviceToken } = deps.settings;
  if (serviceToken === undefined) return noSuchPath;
  return operationRoutes(Object.entries<Operation>(internalOperations), internalHandlers, {
    deps,
    path: INTERNAL_PATH,
    async admit(_operation, request) {
      if (isServiceToken(request.headers, serviceToken)) return undefined;
      const seconds = await deps.limiter.take(`address ${request.ip ?? ''}`, 'changes');
      throw seconds === null ? serviceTokenNeeded() : tooManyRequests(seconds);
    },
  });
}

/** The header for callers behind a proxy that keeps Authorization for itself, as the API server of Kubernetes does. */
const OWN_HEADER = 'x-sidetrack-service-token';

function isServiceToken(headers: IncomingHttpHeaders, expected: string): boolean {
  const own = headers[OWN_HEADER];
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return [own, bearer].some((given) => typeof given === 'string' && timingSafeEqual(digest(given), digest(expected)));
}

/** Of equal length whatever was given, so that the comparison tells nothing. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function serviceTokenNeeded(): ProblemError {
  return new ProblemError({
    status: 401,
    kind: 'service-token-needed',
    title: 'The service token is needed',
    detail: 'This part of the API is for the operator of the installation.',
    remedy: 'Send SIDETRACK_SERVICE_TOKEN as `Authorization: Bearer …` or as `X-SideTrack-Service-Token`.',
    headers: { 'WWW-Authenticate': 'Bearer realm="sidetrack operator"' },
  });
}
