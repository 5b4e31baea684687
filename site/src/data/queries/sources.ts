import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

/** Who told of plays, and of how many. */
export type ListenSource = Schemas['ListenSource'];
export type NowPlaying = Schemas['NowPlaying'];

export async function fetchSources(api: Api): Promise<Answer<ListenSource[]>> {
  const { data, trouble } = await toAnswer(api.GET('/listens/sources'));
  return data === null ? { data, trouble } : { data: data.sources, trouble: null };
}

/** Begins to take back what a source told. */
export function removeSource(api: Api, source: string): Promise<Answer<ListenSource>> {
  return toAnswer(api.DELETE('/listens/sources/{source}', { params: { path: { source } } }));
}

/** What plays now, the newest word first. */
export async function fetchNowPlaying(api: Api): Promise<Answer<NowPlaying[]>> {
  const { data, trouble } = await toAnswer(api.GET('/listens/now-playing'));
  return data === null ? { data, trouble } : { data: data.playing, trouble: null };
}
