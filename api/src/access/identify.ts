import type { Request } from 'express';
import type { Deps } from '../deps.ts';
import { findCallerByToken } from '../queries/caller-by-token.ts';
import { findLocalUser } from '../queries/local-user.ts';
import { ProblemError } from '../server/problem-error.ts';
import type { Caller } from './caller.ts';
import { bearerToken, isWrongScheme, tokenHash } from './token-secret.ts';

/**
 * Who asks. A token always counts, and a bad one is refused even where none is needed. Without one, a laptop's only listener
 * asks; a hosted installation refuses. `X-User-Id` may repeat who that is, by id or handle, and can name nobody else.
 */
export async function identify(request: Request, deps: Deps): Promise<Caller> {
  const { authorization } = request.headers;
  const secret = bearerToken(authorization);
  if (secret === null && isWrongScheme(authorization ?? ''))
    throw unauthorized('The token came under another scheme than Bearer.', 'Send it as `Authorization: Bearer st_…`.');
  const caller = secret === undefined ? await callerWithoutToken(deps) : await callerWithToken(secret, deps);
  const claimed = request.headers['x-user-id'];
  if (claimed !== undefined && claimed !== caller.userId && claimed !== caller.handle) throw anotherListener();
  return caller;
}

async function callerWithToken(secret: string | null, deps: Deps): Promise<Caller> {
  const found = secret === null ? null : await findCallerByToken(deps.db, tokenHash(secret), deps.now());
  if (found === null)
    throw unauthorized(
      'This token is not valid, or not any more.',
      'Make a new one with `sidetrack token create NAME`.',
    );
  if (found.suspended) throw suspended();
  return { userId: found.userId, handle: found.handle, scopes: found.scopes, byToken: true };
}

async function callerWithoutToken({ db, settings }: Deps): Promise<Caller> {
  if (settings.mode === 'hosted') {
    throw unauthorized(
      'This installation has several listeners, and the request does not say whose it is.',
      'Send `Authorization: Bearer st_…`.',
    );
  }
  const { id, handle } = await findLocalUser(db);
  return { userId: id, handle, scopes: ['write'], byToken: false };
}

function unauthorized(detail: string, remedy: string): ProblemError {
  return new ProblemError({
    status: 401,
    kind: 'token-needed',
    title: 'A token is needed',
    detail,
    remedy,
    headers: { 'WWW-Authenticate': 'Bearer realm="sidetrack"' },
  });
}

function anotherListener(): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'another-listener',
    title: 'Another listener',
    detail: '`X-User-Id` names somebody else than the caller.',
    remedy: 'Leave the header out, or send the caller’s own id or handle.',
  });
}

function suspended(): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'suspended',
    title: 'Suspended',
    detail: 'This listener is suspended on this installation.',
    remedy: 'Ask its administrator.',
  });
}
