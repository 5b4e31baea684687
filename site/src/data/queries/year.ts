import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;

export type YearReview = components['schemas']['YearReview'];

/** A year in review; without a year that of the newest listen. */
export function fetchYear(api: Api, year: number | null): Promise<Answer<YearReview>> {
  return toAnswer(api.GET('/dashboard/year', { params: { query: year === null ? {} : { year } } }));
}
