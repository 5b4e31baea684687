/** Where somebody goes who signs in without having been anywhere. */
const HOME = '/';

/**
 * The page that somebody was on their way to, from an address that anybody may have written: a path of this site that is
 * made for reading, else the overview. Never another host, however it is spelt.
 */
export function nextPath(given: string | null | undefined): string {
  if (given === null || given === undefined || given.length > 1500) return HOME;
  // Browsers read a backslash as a slash and pass over tabs and line ends: with either, a path may become a host.
  if (!given.startsWith('/') || given.startsWith('//') || /[\\\p{Cc}]/u.test(given)) return HOME;
  const url = URL.parse(given, ORIGIN);
  if (url === null || url.origin !== ORIGIN || url.pathname.startsWith('//')) return HOME;
  if (NO_PAGES.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}

const ORIGIN = 'http://site.invalid';
const NO_PAGES = ['/api', '/auth', '/sign-in', '/way-in', '/_astro', '/internal'];
