import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Said } from './account-api.ts';
import type { Account } from './account.ts';
import { clientAddress } from './client-address.ts';
import { forgetCookie, readCookie, surplusFlows, writeCookie } from './cookies.ts';
import { nextPath } from './next-path.ts';
import { isSameOrigin } from './same-origin.ts';
import { textOf } from './read-json.ts';

/** What the page of signing in is told by name in its address; it has the words for each. */
export type SignInTrouble = 'not-invited' | 'cancelled' | 'provider' | 'expired' | 'suspended' | 'busy' | 'away';

const FLOW_SECONDS = 600;

/**
 * Answers the addresses of signing in and out, which are no pages: to Google, back from Google, and out. Each answer is a
 * redirect to a page, whatever happened. False for every other address.
 */
export async function answerAuth(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
): Promise<boolean> {
  // Whatever stands in the request line is a path here, also `//host`; an asterisk is none.
  const url = URL.parse(`http://site.invalid${request.url ?? '/'}`);
  if (url === null) return false;
  switch (`${request.method ?? ''} ${url.pathname}`) {
    case 'GET /auth/google':
      await begin(request, response, { account, url });
      return true;
    case 'GET /auth/google/callback':
      await finish(request, response, { account, url });
      return true;
    case 'POST /auth/sign-out':
      await signOut(request, response, account);
      return true;
    default:
      return false;
  }
}

interface Step {
  readonly account: Account;
  readonly url: URL;
}

async function begin(request: IncomingMessage, response: ServerResponse, { account, url }: Step): Promise<void> {
  const { secure, names } = account;
  const next = nextPath(url.searchParams.get('next'));
  // A sign-in that another site begins is its reader's to confirm.
  if (!isSameOrigin({ origin: account.origin, ...request.headers }, account.origin)) {
    redirect(response, signInPath({ next }));
    return;
  }
  const wish = { next, timeZone: url.searchParams.get('zone')?.slice(0, 100) ?? null };
  const said = await account.api.ask('/sign-in', wish, clientAddress(request, account.proxyHops));
  const [flow, state, to] = said.ok ? ['flow', 'state', 'authorizationUrl'].map((name) => textOf(said.body, name)) : [];
  if (flow === undefined || state === undefined || to === undefined) {
    redirect(response, signInPath({ next, trouble: troubleOf(said) }));
    return;
  }
  redirect(response, to, [
    ...surplusFlows(request.headers.cookie).map((name) => forgetCookie(name, secure)),
    writeCookie(names.flow(state), flow, { secure, maxAgeSeconds: FLOW_SECONDS }),
  ]);
}

async function finish(request: IncomingMessage, response: ServerResponse, { account, url }: Step): Promise<void> {
  const { secure, names } = account;
  const state = url.searchParams.get('state') ?? '';
  const flow = /^[\w-]{12,200}$/.test(state) ? readCookie(request.headers.cookie, names.flow(state)) : undefined;
  if (flow === undefined) {
    redirect(response, signInPath({ trouble: 'expired' }));
    return;
  }
  const formerSession = readCookie(request.headers.cookie, names.session) ?? null;
  const returned = {
    flow,
    state,
    code: url.searchParams.get('code'),
    error: url.searchParams.get('error')?.slice(0, 200) ?? null,
    formerSession: formerSession === '' ? null : formerSession,
  };
  const said = await account.api.ask('/sign-in/finish', returned, clientAddress(request, account.proxyHops));
  const [session, until, next] = said.ok ? ['session', 'expiresAt', 'next'].map((name) => textOf(said.body, name)) : [];
  const spent = forgetCookie(names.flow(state), secure);
  if (session === undefined || until === undefined) {
    redirect(response, signInPath({ trouble: troubleOf(said) }), [spent]);
    return;
  }
  if (formerSession !== null) account.exchange.forget(formerSession);
  redirect(response, nextPath(next), [spent, account.sessionCookie(session, until)]);
}

async function signOut(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
  if (!isSameOrigin(request.headers, account.origin)) {
    redirect(response, '/');
    return;
  }
  const everywhere = new URLSearchParams(await text(limited(request))).get('everywhere') === '1';
  const session = readCookie(request.headers.cookie, account.names.session);
  if (session !== undefined && session !== '') {
    const said = await account.api.ask(
      '/session/end',
      { session, everywhere },
      clientAddress(request, account.proxyHops),
    );
    account.exchange.forget(session);
    // With the cookie gone nobody could end it later: whoever has to be sure learns that it did not work.
    if (!said.ok && said.kind === 'away') {
      redirect(response, signInPath({ trouble: 'away' }));
      return;
    }
  }
  redirect(response, `/sign-in?bye=${everywhere ? 'everywhere' : 'here'}`, [
    forgetCookie(account.names.session, account.secure),
  ]);
}

/** A form of one field. */
async function* limited(request: IncomingMessage): AsyncGenerator<Buffer> {
  let left = 1000;
  for await (const chunk of request) {
    left -= (chunk as Buffer).length;
    if (left < 0) return;
    yield chunk as Buffer;
  }
}

/** The page of signing in, with where to go afterwards and what went wrong before. */
export function signInPath({ next = '/', trouble }: { next?: string; trouble?: SignInTrouble }): string {
  const query = new URLSearchParams({ ...(next !== '/' && { next }), ...(trouble !== undefined && { trouble }) });
  return query.size === 0 ? '/sign-in' : `/sign-in?${query.toString()}`;
}

function troubleOf(said: Said): SignInTrouble {
  return TROUBLES[said.ok ? 'fault' : said.kind] ?? 'away';
}

const TROUBLES: Readonly<Record<string, SignInTrouble>> = {
  'not-invited': 'not-invited',
  suspended: 'suspended',
  'sign-in-expired': 'expired',
  'sign-in-cancelled': 'cancelled',
  'provider-unavailable': 'provider',
  'too-many-requests': 'busy',
  'invalid-request': 'expired',
};

function redirect(response: ServerResponse, location: string, cookies: readonly string[] = []): void {
  response.writeHead(303, {
    location,
    'cache-control': 'no-store',
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
  });
  response.end();
}
