import type { SiteSettings } from './site-settings.ts';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request may be answered under this Host header. On a laptop there is no sign-in, so a page of another site must
 * not reach this one by a name that it points at 127.0.0.1 (DNS rebinding): only loopback names pass. The port is free, so
 * that a forwarded port works.
 */
export function hostIsAllowed(host: string | undefined, mode: SiteSettings['mode']): boolean {
  if (mode === 'hosted') return host !== undefined;
  const url = host === undefined ? null : URL.parse(`http://${host}`);
  return url !== null && url.host !== '' && LOOPBACK_NAMES.has(url.hostname) && isBareAuthority(url);
}

function isBareAuthority(url: URL): boolean {
  return url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === '';
}
