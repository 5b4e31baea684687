export interface SiteSettings {
  host: string;
  port: number;
  /** Where the API answers, without a trailing slash. */
  apiUrl: string;
  mode: 'laptop' | 'hosted';
  /** Where browsers find the site, without a trailing slash; needed where people sign in. */
  publicUrl: string | undefined;
  /** Proxies in front that write X-Forwarded-For. */
  proxyHops: number;
  /** End when standard input closes, so that the site never outlives the program that started it. */
  lifeline: boolean;
}

/** A setting of the site that cannot be used; the message says what to set instead. */
export class SiteSettingsError extends Error {
  override readonly name = 'SiteSettingsError';
}

/**
 * Reads the site's few settings from the environment.
 * @throws SiteSettingsError for a port, mode or address that cannot be.
 */
export function readSiteSettings(env: Readonly<Record<string, string | undefined>>): SiteSettings {
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env['PORT'] ?? '8080'),
    apiUrl: readApiUrl(env['SIDETRACK_API_URL'] ?? 'http://127.0.0.1:8000'),
    mode: readMode(env['SIDETRACK_MODE'] ?? 'laptop'),
    publicUrl: readPublicUrl(env['SIDETRACK_PUBLIC_URL']),
    proxyHops: readHops(env['SIDETRACK_PROXY_HOPS'] ?? '0'),
    lifeline: env['SIDETRACK_LIFELINE'] === '1',
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) {
    throw new SiteSettingsError(`PORT is "${text}"; give a number from 0 to 65535 (0 takes any free port).`);
  }
  return port;
}

function readApiUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || url.protocol !== 'http:') {
    throw new SiteSettingsError(`SIDETRACK_API_URL is "${text}"; give an address like http://127.0.0.1:8000.`);
  }
  return url.origin;
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new SiteSettingsError(`SIDETRACK_PUBLIC_URL is "${text}"; give an address like https://music.example.org.`);
  }
  return url.origin;
}

function readHops(text: string): number {
  if (!/^\d$/.test(text)) throw new SiteSettingsError(`SIDETRACK_PROXY_HOPS is "${text}"; give a number from 0 to 9.`);
  return Number(text);
}

function readMode(text: string): SiteSettings['mode'] {
  if (text !== 'laptop' && text !== 'hosted') {
    throw new SiteSettingsError(`SIDETRACK_MODE is "${text}"; give laptop or hosted.`);
  }
  return text;
}
