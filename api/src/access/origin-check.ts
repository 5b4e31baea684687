import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../server/problem-error.ts';

/**
 * A request that changes something and shows no token must come from the dashboard or the API's own pages, so that another
 * site cannot make a browser send it. Browsers tell by Sec-Fetch-Site, which pages cannot set, or by Origin.
 */
export function checkOrigin(headers: IncomingHttpHeaders, origins: ReadonlySet<string>): void {
  const fetchSite = headers['sec-fetch-site'];
  if (fetchSite === 'same-origin' || fetchSite === 'none') return;
  if (fetchSite === undefined && headers.origin !== undefined && origins.has(headers.origin)) return;
  if (fetchSite === undefined && headers.origin === undefined) throw noToken();
  throw new ProblemError({
    status: 403,
    kind: 'foreign-origin',
    title: 'Not from this installation’s own pages',
    detail: 'A request that changes something must come from the same origin or carry a token.',
    remedy:
      'From a script, send `Authorization: Bearer st_…`; `sidetrack token create NAME --scope write` makes a token.',
  });
}

/** No browser sends this: a script does, or curl. */
function noToken(): ProblemError {
  return new ProblemError({
    status: 401,
    kind: 'token-needed',
    title: 'A token is needed',
    detail: 'A request that changes something from outside a browser needs a token that may write.',
    remedy: 'Make one with `sidetrack token create NAME --scope write` and send it as `Authorization: Bearer st_…`.',
    headers: { 'WWW-Authenticate': 'Bearer realm="sidetrack"' },
  });
}
