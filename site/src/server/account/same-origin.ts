import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from this site's own pages, or was typed by its reader. Browsers tell by Sec-Fetch-Site, which
 * pages cannot set; those that do not send it tell by Origin.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === origin;
}

/** Methods that change nothing, whoever has a browser send them (RFC 9110, section 9.2.1). */
export function isSafe(method: string | undefined): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method ?? 'GET');
}
