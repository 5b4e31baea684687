import createClient from 'openapi-fetch';
import type { paths } from '../generated/api.ts';
import { readSiteSettings } from './site-settings.ts';

/** How long a page waits for the API before it is sent without data. */
const PATIENCE_MILLISECONDS = 5000;

/** The API as pages reach it while they are made on the server. */
export const api = createClient<paths>({
  baseUrl: `${readSiteSettings(process.env).apiUrl}/api/v1`,
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }),
});
