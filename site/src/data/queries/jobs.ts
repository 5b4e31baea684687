import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.ts';
import type { Again } from '../../text/job-text.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Job } from '../types.ts';

/** Asks for work; gives its job. */
export async function ask(api: Client<paths>, what: Again): Promise<Answer<Job>> {
  const { data, trouble } = await toAnswer(START[what](api));
  return data === null ? { data, trouble } : { data: data.job, trouble: null };
}

const START = {
  listens: (api: Client<paths>) => api.POST('/ingest/listens'),
  tags: (api: Client<paths>) => api.POST('/tags/lastfm/sync'),
  scan: (api: Client<paths>) => api.POST('/library/scan'),
  weeks: (api: Client<paths>) => api.POST('/aggregate/weeks'),
} satisfies Record<Again, unknown>;
