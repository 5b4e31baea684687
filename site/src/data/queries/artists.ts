import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;

export type Artist = components['schemas']['Artist'];
export type ArtistTrack = Artist['tracks'][number];
export type ArtistDrift = components['schemas']['ArtistDrift'];

const MOST_TRACKS = 500;

export function fetchArtist(api: Api, id: string): Promise<Answer<Artist>> {
  return toAnswer(api.GET('/artists/{id}', { params: { path: { id }, query: { limit: MOST_TRACKS } } }));
}

export function fetchDrift(api: Api, id: string, weeks: number): Promise<Answer<ArtistDrift>> {
  return toAnswer(api.GET('/artists/{id}/drift', { params: { path: { id }, query: { weeks } } }));
}
