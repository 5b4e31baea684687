import { afterPaint } from './after-paint.ts';
import { rememberInUrl } from './url-parameters.ts';

const MEMORY_SECONDS = 31_536_000;

/**
 * Writes a page's filters into the address and keeps them for the next visit, in a cookie that only this page gets. What is
 * undefined, the default, leaves both. A week or another moment is no filter: use rememberInUrl for it.
 */
export function rememberFilters(page: string, filters: Readonly<Record<string, string | undefined>>): void {
  rememberInUrl(filters);
  afterPaint(() => keep(page, filters));
}

function keep(page: string, filters: Readonly<Record<string, string | undefined>>): void {
  const kept = new URLSearchParams(readCookie(document.cookie, cookieName(page)) ?? '');
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined) kept.delete(name);
    else kept.set(name, value);
  }
  document.cookie = filterCookie(page, kept);
}

/** The cookie in which a page's filters are kept for a year. */
export function filterCookie(page: string, filters: URLSearchParams): string {
  return `${cookieName(page)}=${encodeURIComponent(filters.toString())}; Path=${page}; Max-Age=${MEMORY_SECONDS}; SameSite=Lax`;
}

/**
 * Where to lead a visitor who comes without filters and had some the last time: the page's address with them. Null where the
 * address has parameters of its own (a link means what it says) or nothing is remembered. Only the names given are taken.
 */
export function recallFilters(url: URL, cookieHeader: string | null, names: readonly string[]): string | null {
  if (url.search !== '') return null;
  const page = url.pathname.replace(/(?<=.)\/+$/, '');
  const remembered = new URLSearchParams(readCookie(cookieHeader ?? '', cookieName(page)) ?? '');
  const kept = new URLSearchParams([...remembered].filter(([name]) => names.includes(name)));
  return kept.size === 0 ? null : `${page}?${kept}`;
}

function cookieName(page: string): string {
  return `sidetrack_filters${page.replaceAll('/', '_')}`;
}

function readCookie(header: string, name: string): string | null {
  const found = header.split(/;\s*/).find((each) => each.startsWith(`${name}=`));
  if (found === undefined) return null;
  try {
    return decodeURIComponent(found.slice(name.length + 1));
  } catch {
    return null;
  }
}
