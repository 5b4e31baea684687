import createClient from 'openapi-fetch';
import type { paths } from '../generated/api.ts';

/** Whose page this is, where listeners sign in. The API refuses what another one is signed in for by now, in another tab. */
const listener = typeof document === 'undefined' ? undefined : document.documentElement.dataset['listener'];

/** The API as islands reach it: through the site's own origin. */
export const api = createClient<paths>({
  baseUrl: '/api/v1',
  ...(listener !== undefined && { headers: { 'X-User-Id': listener } }),
});
