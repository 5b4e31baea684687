import createClient from 'openapi-fetch';
import type { paths } from '../generated/api.ts';

/** The API as islands reach it: through the site's own origin. */
export const api = createClient<paths>({ baseUrl: '/api/v1' });
