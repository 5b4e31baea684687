import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Space } from '../types.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type Track = Schemas['Track'];
export type TrackScore = Schemas['Score'];
export type TrackSound = NonNullable<Schemas['TrackSound']>;
export type TrackContours = Schemas['TrackContours'];
export type Segment = Schemas['Segment'];
export type TrackPlays = Schemas['TrackPlays'];
export type SimilarTracks = Schemas['SimilarTracks'];

/** How many similar tracks a page asks for. */
const SIMILAR = 10;

export function fetchTrack(api: Api, id: string): Promise<Answer<Track>> {
  return toAnswer(api.GET('/tracks/{id}', { params: { path: { id } } }));
}

export function fetchContours(api: Api, id: string): Promise<Answer<TrackContours>> {
  return toAnswer(api.GET('/tracks/{id}/contours', { params: { path: { id } } }));
}

export function fetchTrackPlays(api: Api, id: string): Promise<Answer<TrackPlays>> {
  return toAnswer(api.GET('/tracks/{id}/plays', { params: { path: { id } } }));
}

/** Without a space, in the one that the API chooses. */
export function fetchSimilar(api: Api, id: string, space: Space | null): Promise<Answer<SimilarTracks>> {
  const query = { limit: SIMILAR, ...(space && { space }) };
  return toAnswer(api.GET('/tracks/{id}/similar', { params: { path: { id }, query } }));
}
