import type { Client } from 'openapi-fetch';
import type { paths } from '../generated/api.ts';
import { toAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Import, Job, Overview, Radar, RecentListen } from './types.ts';

/** The server asks with its own client, islands with theirs; the questions are the same. */
type Api = Client<paths>;

export interface RadarFilters {
  week: string | null;
  compare: string | null;
}

export function fetchOverview(api: Api): Promise<Answer<Overview>> {
  return toAnswer(api.GET('/overview'));
}

export function fetchRadar(api: Api, { week, compare }: RadarFilters): Promise<Answer<Radar>> {
  return toAnswer(
    api.GET('/dashboard/radar', { params: { query: { ...(week && { week }), ...(compare && { compare }) } } }),
  );
}

/** The dozen newest listens. */
export async function fetchRecentListens(api: Api): Promise<Answer<RecentListen[]>> {
  const answer = await toAnswer(api.GET('/listens/recent', { params: { query: { limit: 12 } } }));
  return answer.data === null ? answer : { data: answer.data.listens, trouble: null };
}

/** An import as it stands: how far it is, its receipt so far, and the reason where it failed. */
export function fetchImport(api: Api, id: string): Promise<Answer<Import>> {
  return toAnswer(api.GET('/imports/{id}', { params: { path: { id } } }));
}

export function fetchJob(api: Api, id: string): Promise<Answer<Job>> {
  return toAnswer(api.GET('/jobs/{id}', { params: { path: { id } } }));
}

/** Jobs, newest first. */
export async function fetchJobs(api: Api): Promise<Answer<Job[]>> {
  const answer = await toAnswer(api.GET('/jobs'));
  return answer.data === null ? answer : { data: answer.data.jobs, trouble: null };
}
