import type { Request } from 'express';
import type { Account, Deps } from '../deps.ts';
import { findCallerByToken } from '../queries/caller-by-token.ts';
import { findCallerInSession } from '../queries/caller-in-session.ts';
import { findLocalUser } from '../queries/local-user.ts';
import { ProblemError } from '../server/problem-error.ts';
import { sessionTokenOf } from '../sessions/session-token.ts';
import type { Caller } from './caller.ts';
import { signedOut, suspended } from './signed-out.ts';
import { bearerToken, isWrongScheme, tokenHash } from './token-secret.ts';

/**
 * Who asks. A token always counts, and a bad one is refused even where none is needed; the site shows another kind for who is
 * signed in to the dashboard. Without one, a laptop's only listener asks; a hosted installation refuses. `X-User-Id` may repeat who that is, by id or handle, and can name nobody else.
 */
export async function identify(request: Request, deps: Deps): Promise<Caller> {
  const { authorization } = request.headers;
  const secret = bearerToken(authorization);
  if (secret === null && isWrongScheme(authorization ?? ''))
    throw unauthorized('The token came under another scheme than Bearer.', 'Send it as `Authorization: Bearer st_…`.');
  const caller = await callerOf(request, secret, deps);
  const claimed = request.headers['x-user-id'];
  if (claimed !== undefined && claimed !== caller.userId && claimed !== caller.handle) throw anotherListener();
  return caller;
}

function callerOf(request: Request, secret: string | null | undefined, deps: Deps): Promise<Caller> {
  if (secret === undefined) return callerWithoutToken(deps);
  const ofSession = sessionTokenOf(request.headers.authorization);
  return ofSession === undefined || deps.account === undefined
    ? callerWithToken(secret, deps)
    : callerInSession(ofSession, deps.account, deps);
}

async function callerInSession(token: string, { tokens }: Account, { db, now }: Deps): Promise<Caller> {
  const claims = tokens.read(token, now());
  const found = claims === null ? null : await findCallerInSession(db, claims, now());
  if (claims === null || found === null) throw signedOut();
  if (found.suspended) throw suspended();
  const { userId, handle } = found;
  return { userId, handle, scopes: ['write'], shown: 'session', credentialId: claims.sessionId };
}

async function callerWithToken(secret: string | null, deps: Deps): Promise<Caller> {
  const found = secret === null ? null : await findCallerByToken(deps.db, tokenHash(secret), deps.now());
  if (found === null)
    throw unauthorized(
      'This token is not valid, or not any more.',
      'Make a new one with `sidetrack token create NAME`.',
    );
  if (found.suspended) throw suspended();
  return {
    userId: found.userId,
    handle: found.handle,
    scopes: found.scopes,
    shown: 'token',
    credentialId: found.tokenId,
  };
}

async function callerWithoutToken({ db, settings }: Deps): Promise<Caller> {
  if (settings.mode === 'hosted') {
    throw unauthorized(
      'This installation has several listeners, and the request does not say whose it is.',
      'Send `Authorization: Bearer st_…`.',
    );
  }
  const { id, handle } = await findLocalUser(db);
  return { userId: id, handle, scopes: ['write'], shown: 'nothing', credentialId: null };
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
