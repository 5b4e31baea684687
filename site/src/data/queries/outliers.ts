import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Space } from '../types.ts';

type Api = Client<paths>;

export type Outliers = components['schemas']['Outliers'];
export type OutlierTrack = components['schemas']['OutlierTrack'];

export interface OutlierFilters {
  days: number;
  /** Null: the one that the API chooses. */
  space: Space | null;
}

export function fetchOutliers(api: Api, { days, space }: OutlierFilters): Promise<Answer<Outliers>> {
  return toAnswer(api.GET('/dashboard/outliers', { params: { query: { days, ...(space && { space }) } } }));
}
