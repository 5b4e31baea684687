import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SiteSettings } from '../site-settings.ts';
import { accountApi } from './account-api.ts';
import type { AccountApi } from './account-api.ts';
import { clientAddress } from './client-address.ts';
import { cookieNames, forgetCookie, readCookie, writeCookie } from './cookies.ts';
import type { CookieNames } from './cookies.ts';
import { sessionExchange } from './exchange.ts';
import type { Exchanged, SessionExchange } from './exchange.ts';

/** What the site knows of signing in, where listeners do. */
export interface Account {
  /** Where browsers find this site. */
  readonly origin: string;
  /** Whether they do over https, so that cookies can be kept to it. */
  readonly secure: boolean;
  readonly names: CookieNames;
  readonly proxyHops: number;
  readonly api: AccountApi;
  readonly exchange: SessionExchange;
  sessionCookie(session: string, until: string): string;
}

/** Undefined on a laptop, and where the site does not know under which address browsers find it. */
export function openAccount({ mode, publicUrl, apiUrl, proxyHops }: SiteSettings): Account | undefined {
  if (mode === 'laptop' || publicUrl === undefined) return undefined;
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:';
  const names = cookieNames(secure);
  const api = accountApi(apiUrl);
  return {
    origin,
    secure,
    names,
    proxyHops,
    api,
    exchange: sessionExchange(api),
    sessionCookie: (session, until) =>
      writeCookie(names.session, session, {
        secure,
        maxAgeSeconds: Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1000)),
      }),
  };
}

/**
 * Who asks by the cookie of a session; undefined where there is none, or a token is shown, which counts instead. A session that is
 * over takes its cookie with it, one whose end was put off gets it written anew. `anew`: nothing that was exchanged before counts.
 */
export async function whoAsks(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
  { anew } = { anew: false },
): Promise<Exchanged | undefined> {
  const session = readCookie(request.headers.cookie, account.names.session);
  if (session === undefined || session === '' || request.headers.authorization !== undefined) return undefined;
  if (anew) account.exchange.forget(session);
  const exchanged = await account.exchange.of(session, clientAddress(request, account.proxyHops));
  if (exchanged.state === 'out')
    response.appendHeader('set-cookie', forgetCookie(account.names.session, account.secure));
  if (exchanged.state === 'in' && exchanged.renewedUntil !== undefined)
    response.appendHeader('set-cookie', account.sessionCookie(session, exchanged.renewedUntil));
  return exchanged;
}
