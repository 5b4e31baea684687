import type { IncomingMessage, ServerResponse } from 'node:http';
import { forwardToApi, isApiPath } from '../forward-to-api.ts';
import { sendProblem } from '../problem.ts';
import { whoAsks } from './account.ts';
import type { Account } from './account.ts';
import { answerAuth, signInPath } from './auth-routes.ts';
import { nextPath } from './next-path.ts';
import { SIGN_IN_HEADER, SIGNED_IN_HEADER } from './page-headers.ts';
import { isSafe, isSameOrigin } from './same-origin.ts';

export interface Onward {
  readonly apiUrl: string;
  readonly pages: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * Answers where listeners sign in: in place of a session's cookie, pages and the API get a token that says for a minute who asks.
 * A token that the request brings itself goes on as it is.
 */
export async function answerHosted(
  request: IncomingMessage,
  response: ServerResponse,
  { account, ...onward }: Onward & { account: Account },
): Promise<void> {
  if (await answerAuth(request, response, account)) return;
  if (isApiPath(request.url)) await answerApi(request, response, { account, ...onward });
  else await answerPage(request, response, { account, ...onward });
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  { account, apiUrl }: Onward & { account: Account },
): Promise<void> {
  const asked = await whoAsks(request, response, account);
  if (asked === undefined) forwardToApi(request, response, apiUrl);
  else if (asked.state !== 'in') sendProblem(response, PROBLEMS[asked.state]);
  else if (!isSafe(request.method) && !isSameOrigin(request.headers, account.origin)) sendProblem(response, FOREIGN);
  else {
    request.headers.authorization = `Bearer ${asked.token}`;
    // A page says whose it is, so that it is not answered with another listener's data after a change of account in another tab.
    request.headers['x-user-id'] ??= asked.userId;
    forwardToApi(request, response, apiUrl);
  }
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  { account, pages }: Onward & { account: Account },
): Promise<void> {
  const { headers } = request;
  if (isFile(request.url)) {
    pages(request, response);
    return;
  }
  // What is shown is one listener's: neither a cache nor the way back after a sign-out gives it to the next.
  response.setHeader('cache-control', 'private, no-store');
  const isSignIn = request.url?.split('?', 1)[0] === '/sign-in';
  // Whoever is sent there may have been signed out elsewhere since the last exchange; they would be sent back and forth.
  const asked = await whoAsks(request, response, account, { anew: isSignIn });
  if (asked?.state === 'suspended' && !isSignIn) {
    response.writeHead(303, { location: signInPath({ trouble: 'suspended' }) }).end();
    return;
  }
  if (asked?.state === 'in') {
    headers.authorization = `Bearer ${asked.token}`;
    headers[SIGNED_IN_HEADER] = asked.userId;
  }
  if (await account.api.offersGoogle()) headers[SIGN_IN_HEADER] = signInPath({ next: nextPath(request.url) });
  pages(request, response);
}

/** Scripts, styles, fonts and pictures, which are everybody's. */
function isFile(url: string | undefined): boolean {
  const path = url?.split('?', 1)[0] ?? '/';
  return path.startsWith('/_astro/') || /\.(svg|png|ico|woff2|css|js|txt|webmanifest)$/.test(path);
}

const PROBLEMS = {
  out: {
    title: 'You are signed out',
    status: 401,
    detail: 'This session has ended.',
    remedy: 'Load the page again to sign in.',
  },
  suspended: {
    title: 'Suspended',
    status: 403,
    detail: 'Your account is suspended on this installation.',
    remedy: 'Ask its administrator.',
  },
  away: {
    title: 'The API does not answer',
    status: 502,
    detail: 'The part of SideTrack that knows who is signed in does not answer.',
    remedy: 'Wait a few seconds and try again.',
  },
} as const;

const FOREIGN = {
  title: 'Not from this installation’s own pages',
  status: 403,
  detail: 'A request that changes something must come from the dashboard or carry a token.',
  remedy: 'From a script, send `Authorization: Bearer st_…`.',
};
