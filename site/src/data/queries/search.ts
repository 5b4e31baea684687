import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

export type SearchAnswer = components['schemas']['SearchAnswer'];
export type SearchArtist = SearchAnswer['artists'][number];
export type SearchHit = SearchAnswer['hits'][number];
export type SearchTerm = SearchAnswer['terms'][number];
export type SearchEvidence = SearchHit['evidence'][number];

export function fetchSearch(api: Client<paths>, q: string, limit: number): Promise<Answer<SearchAnswer>> {
  return toAnswer(api.GET('/search', { params: { query: { q, limit } } }));
}
