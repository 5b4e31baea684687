import type { SettingsShape } from '../contract/settings.ts';
import type { ApiSettings } from '../deps.ts';
import { conflict } from '../server/problem-error.ts';

export interface LastfmKeys {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Encrypts what Last.fm gives, and proves who began. */
  readonly secretKey: string;
}

/** Whether Last.fm accounts can be connected here, and what to do where they cannot. */
export function lastfmSignIn(settings: ApiSettings, isDemo: boolean): SettingsShape['lastfm'] {
  const missing = missingSettings(settings);
  if (isDemo) return { available: false, reason: 'This is the demo: nothing of your own goes into it.' };
  if (missing.length === 0) return { available: true, reason: null };
  return {
    available: false,
    reason: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set. Last.fm gives a key and a secret at https://www.last.fm/api/account/create.`,
  };
}

/** @throws 409 where something is missing that connecting takes */
export function lastfmKeys(settings: ApiSettings): LastfmKeys {
  const { lastfmApiKey: apiKey, lastfmApiSecret: apiSecret, secretKey } = settings;
  if (apiKey === undefined || apiSecret === undefined || secretKey === undefined) {
    throw conflict(
      `This installation cannot connect Last.fm accounts: ${missingSettings(settings).join(' and ')} not set.`,
      'Get a key and a secret at https://www.last.fm/api/account/create, set them and start SideTrack again.',
    );
  }
  return { apiKey, apiSecret, secretKey };
}

/**
 * Where a listener allows access. Last.fm's own page stands apart from its API; services with the same API have both in one
 * place (Libre.fm: https://libre.fm/api/auth/).
 */
export function authorizationUrl(lastfmUrl: string, parameters: { apiKey: string; callback: string }): string {
  const api = new URL(lastfmUrl);
  const origin = api.hostname === 'ws.audioscrobbler.com' ? 'https://www.last.fm' : api.origin;
  const url = new URL('/api/auth/', origin);
  url.searchParams.set('api_key', parameters.apiKey);
  url.searchParams.set('cb', parameters.callback);
  return url.href;
}

function missingSettings({ lastfmApiKey, lastfmApiSecret, secretKey }: ApiSettings): string[] {
  const needed = {
    SIDETRACK_LASTFM_API_KEY: lastfmApiKey,
    SIDETRACK_LASTFM_API_SECRET: lastfmApiSecret,
    SIDETRACK_SECRET_KEY: secretKey,
  };
  return Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
}
