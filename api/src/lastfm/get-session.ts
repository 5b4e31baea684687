import { lastfmSignature } from '@sidetrack/settings';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { refusedBy, unavailable } from '../server/problem-error.ts';
import { outsideJson } from '../server/outside-json.ts';
import type { LastfmKeys } from './sign-in.ts';

export interface LastfmSession {
  readonly name: string;
  readonly key: string;
}

/**
 * The account that a listener came back with: auth.getSession (https://www.last.fm/api/show/auth.getSession).
 * @throws 409 for a token or key that Last.fm refuses, each with what to do; 503 where it does not answer
 */
export async function getLastfmSession(
  { fetch, settings }: Pick<Deps, 'fetch' | 'settings'>,
  { apiKey, apiSecret }: LastfmKeys,
  token: string,
): Promise<LastfmSession> {
  const parameters = { method: 'auth.getSession', api_key: apiKey, token };
  const url = new URL(settings.lastfmUrl);
  const signed = { ...parameters, api_sig: lastfmSignature(parameters, apiSecret), format: 'json' };
  for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, value);
  const answer = await outsideJson({ fetch, settings, service: 'Last.fm', url });
  const given = session.safeParse(answer.json);
  if (given.success) return given.data.session;
  const failed = failure.safeParse(answer.json);
  if (failed.success) throw refused(failed.data.error, failed.data.message);
  throw unavailable('Last.fm', new Error(`It answered ${answer.status} without a session or an error.`));
}

const session = z.object({ session: z.object({ name: z.string().min(1), key: z.string().min(1) }) });
const failure = z.object({ error: z.number(), message: z.string().catch('') });

const AGAIN = 'Begin again with “Connect Last.fm”.';

/** What Last.fm's error codes mean to whoever reads them here. */
function refused(code: number, message: string): Error {
  switch (code) {
    case 4:
      return refusedBy(
        'Last.fm',
        'Last.fm does not know this token, or it was used already: a token serves once.',
        AGAIN,
      );
    case 13:
      return refusedBy(
        'Last.fm',
        'Last.fm did not accept the signature: the API key and the secret of this installation do not belong together.',
        'Compare SIDETRACK_LASTFM_API_KEY and SIDETRACK_LASTFM_API_SECRET with those of your API account at Last.fm.',
      );
    case 14:
      return refusedBy(
        'Last.fm',
        'Access was not allowed on the page of Last.fm.',
        'Begin again, and choose “Yes, allow access” there.',
      );
    case 15:
      return refusedBy('Last.fm', 'The token has expired: it lives for an hour.', AGAIN);
    case 10:
    case 26:
      return refusedBy(
        'Last.fm',
        'Last.fm does not accept the API key of this installation.',
        'Check SIDETRACK_LASTFM_API_KEY, or get another key at https://www.last.fm/api/account/create.',
      );
    case 8:
    case 11:
    case 16:
    case 29:
      return unavailable('Last.fm', new Error(`error ${code}: ${message}`));
    default:
      return refusedBy('Last.fm', `Last.fm refused: error ${code}.`, AGAIN);
  }
}
