import express, { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../access/caller.ts';
import { mayUse } from '../access/caller.ts';
import type { ScopeName } from '../contract/tokens.ts';
import type { Deps } from '../deps.ts';
import { createWindows, usualWindows } from '../limits/windows.ts';
import type { Windows } from '../limits/windows.ts';
import { answerRefusals } from './answer-refusals.ts';
import { crossOrigin } from './cross-origin.ts';
import { countOf } from './count-of.ts';
import { findPusher, tokenOf } from './find-pusher.ts';
import { listensOf } from './listens-of.ts';
import { playingNow } from './playing-now.ts';
import { Refusal } from './refusal.ts';
import { LARGEST_BODY } from './submission.ts';
import { submitListens } from './submit-listens.ts';
import { validateToken } from './validate-token.ts';

/** A request of a scrobbler whose token is known. */
export interface PushCall {
  readonly caller: Caller;
  readonly request: Request;
}

/**
 * What scrobblers know of ListenBrainz's API (https://listenbrainz.readthedocs.io/en/latest/users/api/core.html), so that one
 * pushes here when it is given this address instead. Only a token says who asks, on a laptop too: any page of a browser
 * may send a request here, and none has the token.
 */
export function scrobblingRoutes(deps: Deps): Router {
  const windows = deps.pushWindows ?? createWindows(usualWindows);
  const router = Router({ caseSensitive: true });
  router.use(crossOrigin);
  router.get('/validate-token', validation(deps, windows));
  router.post(
    '/submit-listens',
    pushing(deps, windows, { operationId: 'submitListens', scopes: ['push'], work: submitListens, takesBody: true }),
  );
  const ofUser = { scopes: ['push', 'read'] } as const;
  router.get('/user/:name/listens', pushing(deps, windows, { operationId: 'listensOf', work: listensOf, ...ofUser }));
  router.get('/user/:name/listen-count', pushing(deps, windows, { operationId: 'countOf', work: countOf, ...ofUser }));
  router.get(
    '/user/:name/playing-now',
    pushing(deps, windows, { operationId: 'playingNow', work: playingNow, ...ofUser }),
  );
  for (const path of [
    '/validate-token',
    '/submit-listens',
    '/user/:name/listens',
    '/user/:name/listen-count',
    '/user/:name/playing-now',
  ])
    router.all(path, otherMethod);
  router.use(unknownPath, answerRefusals);
  return router;
}

interface Pushing {
  readonly operationId: string;
  /** Any one of these opens it. */
  readonly scopes: readonly ScopeName[];
  readonly work: (call: PushCall, deps: Deps) => Promise<object>;
  readonly takesBody?: true;
}

/** A route for one who shows a token that reaches so far; others are counted by their address. */
function pushing(deps: Deps, windows: Windows, { operationId, scopes, work, takesBody }: Pushing): RequestHandler {
  return async (request, response) => {
    response.locals.operationId = operationId;
    const token = tokenOf(request);
    const caller = token === null ? null : await findPusher(token, deps);
    if (!(await isOpen({ request, response, caller }, deps, windows))) return;
    if (caller === null) {
      throw new Refusal(
        401,
        token === null ? 'You need to provide an Authorization header.' : 'Invalid authorization token.',
      );
    }
    if (!scopes.some((scope) => mayUse(caller, scope)))
      throw new Refusal(403, `This token does not reach this far: it needs the scope ${scopes.join(' or ')}.`);
    if (takesBody === true) await readBody(request, response);
    response.json(await work({ caller, request }, deps));
  };
}

/** Anybody may ask whether a token is one. */
function validation(deps: Deps, windows: Windows): RequestHandler {
  return async (request, response) => {
    response.locals.operationId = 'validateToken';
    const token = tokenOf(request) ?? tokenInQuery(request);
    const caller = token === null ? null : await findPusher(token, deps);
    if (!(await isOpen({ request, response, caller }, deps, windows))) return;
    response.json(validateToken(token, caller));
  };
}

/** As clients of the service's first years send it. */
function tokenInQuery({ query }: Request): string | null {
  return typeof query.token === 'string' && query.token !== '' ? query.token : null;
}

/** Counts the request, says where the window stands, and answers one that came too many: as plain text, as the service does. */
async function isOpen(
  { request, response, caller }: { request: Request; response: Response; caller: Caller | null },
  { now }: Deps,
  windows: Windows,
): Promise<boolean> {
  const [who, kind] =
    caller === null ? ([request.ip ?? '', 'address'] as const) : ([caller.userId, 'listener'] as const);
  const { open, limit, remaining, resetAt, resetIn } = await windows.take(who, kind, now());
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(resetAt),
    'X-RateLimit-Reset-In': String(resetIn),
    'Cache-Control': 'no-store',
  });
  if (open) return true;
  response
    .status(429)
    .type('text')
    .send('You have exceeded your rate limit. See the X-RateLimit-* response headers for more information.');
  return false;
}

const bytes: RequestHandler = express.raw({ limit: LARGEST_BODY, type: () => true });

/** Whatever media type it is told under: scrobblers differ, and the service reads all of them as JSON. */
async function readBody(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    bytes(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(new Refusal(400, 'JSON document is too large, or cannot be read.'));
    });
  });
}

const otherMethod: RequestHandler = () => {
  throw new Refusal(405, 'The method is not allowed for the requested URL.');
};

const unknownPath: RequestHandler = () => {
  throw new Refusal(404, 'Not found: this is the part of the ListenBrainz API that takes and gives listens.');
};
