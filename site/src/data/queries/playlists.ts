import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type MixtapeOrigin = Schemas['MixtapeOrigin'];
export type PlaylistEntry = Schemas['PlaylistEntry'];
export type Playlist = Schemas['Playlist'];
export type PlaylistTrack = Schemas['PlaylistTrack'];
export type NewPlaylist = Schemas['NewPlaylist'];
export type SentPlaylist = Schemas['SentPlaylist'];
export type AddedTracks = paths['/playlists/{id}/tracks']['post']['responses'][200]['content']['application/json'];

const at = (id: string) => ({ params: { path: { id } } });

/** The listener's playlists without their tracks, the one changed last first. */
export async function fetchPlaylists(api: Api): Promise<Answer<PlaylistEntry[]>> {
  const answer = await toAnswer(api.GET('/playlists'));
  return answer.data === null ? answer : { data: answer.data.playlists, trouble: null };
}

export function fetchPlaylist(api: Api, id: string): Promise<Answer<Playlist>> {
  return toAnswer(api.GET('/playlists/{id}', at(id)));
}

export function createPlaylist(api: Api, body: NewPlaylist): Promise<Answer<Playlist>> {
  return toAnswer(api.POST('/playlists', { body }));
}

export function renamePlaylist(api: Api, id: string, name: string): Promise<Answer<Playlist>> {
  return toAnswer(api.PUT('/playlists/{id}', { ...at(id), body: { name } }));
}

/** Sets the tracks and their order. The revision is the one that the change rests on. */
export function setPlaylistTracks(
  api: Api,
  { id, revision }: Pick<Playlist, 'id' | 'revision'>,
  recordingIds: string[],
): Promise<Answer<Playlist>> {
  return toAnswer(api.PUT('/playlists/{id}/tracks', { ...at(id), body: { revision, recordingIds } }));
}

export function addToPlaylist(api: Api, id: string, recordingIds: string[]): Promise<Answer<AddedTracks>> {
  return toAnswer(api.POST('/playlists/{id}/tracks', { ...at(id), body: { recordingIds } }));
}

/** Null where it worked: there is nothing to answer. */
export async function deletePlaylist(api: Api, id: string): Promise<Answer<true>> {
  return toAnswer(api.DELETE('/playlists/{id}', at(id)).then((result) => ({ ...result, data: true as const })));
}

export function restorePlaylist(api: Api, id: string): Promise<Answer<Playlist>> {
  return toAnswer(api.POST('/playlists/{id}/restore', at(id)));
}

export function sendPlaylist(
  api: Api,
  id: string,
  body: { public: boolean; again: boolean },
): Promise<Answer<SentPlaylist>> {
  return toAnswer(api.POST('/playlists/{id}/send', { ...at(id), body }));
}

/** Where the M3U8 file of a playlist is downloaded from. */
export function exportPath(id: string, base: string | null): string {
  return `/api/v1/playlists/${id}/m3u8${base === null ? '' : `?base=${encodeURIComponent(base)}`}`;
}
