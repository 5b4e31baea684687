import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type Library = Schemas['Library'];
export type Match = Schemas['Match'];
export type LibraryFile = Schemas['LibraryFile'];
export type LibraryTrack = Schemas['LibraryTrack'];
export type Decision = Schemas['MatchDecision'];
export type Decided = Schemas['MatchesDecided'];

/** The lists of the library page, in its order. */
export const SHOWN = ['confirm', 'matched', 'tracks', 'files', 'unreadable', 'refused'] as const;
export type Shown = (typeof SHOWN)[number];

/** What a list is asked for. */
export interface ListFilter {
  show: Shown;
  q: string;
  /** From 1. */
  page: number;
}

/** One page of a list. */
export type LibraryList =
  | { kind: 'matches'; total: number; rows: readonly Match[] }
  | { kind: 'files'; total: number; rows: readonly LibraryFile[] }
  | { kind: 'tracks'; total: number; rows: readonly LibraryTrack[] };

export const PAGE_ROWS = 25;
/** As many decisions as the API takes at once. */
export const MOST_DECISIONS = 1000;

export function fetchLibrary(api: Api): Promise<Answer<Library>> {
  return toAnswer(api.GET('/library'));
}

export async function fetchLibraryList(api: Api, { show, q, page }: ListFilter): Promise<Answer<LibraryList>> {
  const query = { ...(q !== '' && { q }), limit: PAGE_ROWS, offset: (page - 1) * PAGE_ROWS };
  switch (show) {
    case 'tracks': {
      const params = { query: { ...query, state: 'unmatched' as const } };
      const answer = await toAnswer(api.GET('/library/tracks', { params }));
      return mapped(answer, ({ total, tracks }) => ({ kind: 'tracks', total, rows: tracks }));
    }
    case 'files':
    case 'unreadable': {
      const state = show === 'files' ? ('unmatched' as const) : ('unreadable' as const);
      const answer = await toAnswer(api.GET('/library/files', { params: { query: { ...query, state } } }));
      return mapped(answer, ({ total, files }) => ({ kind: 'files', total, rows: files }));
    }
    default: {
      const state = show === 'confirm' ? ('to-confirm' as const) : show;
      const answer = await toAnswer(api.GET('/library/matches', { params: { query: { ...query, state } } }));
      return mapped(answer, ({ total, matches }) => ({ kind: 'matches', total, rows: matches }));
    }
  }
}

/** What the ladder is not sure of, as many as can be decided about at once. */
export async function fetchAllToConfirm(api: Api, q: string): Promise<Answer<readonly Match[]>> {
  const query = { state: 'to-confirm' as const, limit: MOST_DECISIONS, ...(q !== '' && { q }) };
  return mapped(await toAnswer(api.GET('/library/matches', { params: { query } })), ({ matches }) => matches);
}

/** Files that may be a track, the chosen one first. */
export async function fetchCandidates(api: Api, recordingId: string): Promise<Answer<readonly Match[]>> {
  const params = { query: { recordingId, limit: 20 } };
  return mapped(await toAnswer(api.GET('/library/matches', { params })), ({ matches }) => matches);
}

const FEW = 12;

export async function searchFiles(api: Api, q: string): Promise<Answer<readonly LibraryFile[]>> {
  const answer = await toAnswer(api.GET('/library/files', { params: { query: { q, limit: FEW } } }));
  return mapped(answer, ({ files }) => files.filter(({ state }) => state === 'ready'));
}

export async function searchTracks(api: Api, q: string): Promise<Answer<readonly LibraryTrack[]>> {
  const answer = await toAnswer(api.GET('/library/tracks', { params: { query: { q, limit: FEW } } }));
  return mapped(answer, ({ tracks }) => tracks);
}

export function decide(api: Api, decisions: readonly Decision[]): Promise<Answer<Decided>> {
  return toAnswer(api.POST('/library/decisions', { body: { decisions: [...decisions] } }));
}

function mapped<From, To>(answer: Answer<From>, map: (data: From) => To): Answer<To> {
  return answer.trouble === null ? { data: map(answer.data), trouble: null } : answer;
}
