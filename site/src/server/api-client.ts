import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { paths } from '../generated/api.ts';
import { readSiteSettings } from './site-settings.ts';

/** How long a page waits for the API before it is sent without data. */
const PATIENCE_MILLISECONDS = 5000;

/** The API as a page reaches it while it is made on the server: in the name of whoever asks for the page. */
export function apiFor(request: Request): Client<paths> {
  const authorization = request.headers.get('authorization');
  return createClient<paths>({
    baseUrl: `${readSiteSettings(process.env).apiUrl}/api/v1`,
    fetch: (asked) => fetch(asked, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }),
    ...(authorization !== null && { headers: { authorization } }),
  });
}
