import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Router } from 'express';
import type { RequestHandler } from 'express';
import { internalOperations } from '../contract/internal/index.ts';
import { sessionOperations } from '../contract/internal/sessions.ts';
import type { Operation } from '../contract/operation.ts';
import type { Account, Deps } from '../deps.ts';
import { internalHandlers } from '../handlers/internal/index.ts';
import { sessionHandlers } from '../handlers/internal/sessions.ts';
import { INTERNAL_PATH } from './api-path.ts';
import { ProblemError } from './problem-error.ts';
import { noSuchPath, tooManyRequests } from './refusals.ts';
import { operationRoutes } from './routes.ts';

/** What the operator asks and tells, and what the site asks for those who sign in; each only where the settings have it. */
export function internalRoutes(deps: Deps): RequestHandler {
  const router = Router();
  if (deps.account !== undefined) router.use(sessionRoutes(deps, deps.account));
  if (deps.settings.serviceToken !== undefined) router.use(operatorRoutes(deps, deps.settings.serviceToken));
  return router.use(noSuchPath);
}

/** Whoever asks shows a session or a sign-in of their own, and nothing else of them counts. */
function sessionRoutes(deps: Deps, account: Account): RequestHandler {
  return operationRoutes(Object.entries<Operation>(sessionOperations), sessionHandlers(account), {
    deps,
    path: INTERNAL_PATH,
    admit: () => Promise.resolve(undefined),
  });
}

function operatorRoutes(deps: Deps, serviceToken: string): RequestHandler {
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
