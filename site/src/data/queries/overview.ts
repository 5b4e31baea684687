import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Alert, Vibes } from './moods.ts';

type Api = Client<paths>;

export type Calendar = components['schemas']['Calendar'];

/** Listens day by day; without a year over the last 53 weeks. */
export function fetchCalendar(api: Api, year: number | null): Promise<Answer<Calendar>> {
  return toAnswer(api.GET('/dashboard/calendar', { params: { query: year === null ? {} : { year } } }));
}

/** The words that tell the newest week from those before it. */
export function fetchNewestVibes(api: Api): Promise<Answer<Vibes>> {
  return toAnswer(api.GET('/dashboard/vibes'));
}

/** The newest changes of taste that were told and not dismissed. */
export async function fetchOpenAlerts(api: Api): Promise<Answer<Alert[]>> {
  const answer = await toAnswer(api.GET('/alerts', { params: { query: { limit: 4 } } }));
  return answer.data === null ? answer : { data: answer.data.alerts, trouble: null };
}
