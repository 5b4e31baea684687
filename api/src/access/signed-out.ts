import { ProblemError } from '../server/problem-error.ts';

/** 401: the session that was shown has ended. */
export function signedOut(): ProblemError {
  return new ProblemError({
    status: 401,
    kind: 'signed-out',
    title: 'You are signed out',
    detail: 'This session has ended.',
    remedy: 'Load the page again to sign in.',
    headers: { 'WWW-Authenticate': 'Bearer realm="sidetrack"' },
  });
}

/** 403: an administrator has suspended the listener, or everything of them is being deleted. */
export function suspended(): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'suspended',
    title: 'Suspended',
    detail: 'This listener is suspended on this installation.',
    remedy: 'Ask its administrator.',
  });
}
