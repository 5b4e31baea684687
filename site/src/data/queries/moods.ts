import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type MoodName = Schemas['Mood'];
export type Moods = Schemas['Moods'];
export type MoodWeek = Schemas['MoodWeek'];
export type MoodsOfWeek = Schemas['MoodsOfWeek'];
export type Vibes = Schemas['Vibes'];
export type VibeWord = Schemas['VibeWord'];
export type Alert = Schemas['Alert'];

/** What of the plays is looked at; null for all of them. */
export interface MoodFilters {
  artist: string | null;
  label: string | null;
  source: string | null;
}

/** `from`: the first week, 2025-W47; null for the whole history. */
export function fetchMoods(api: Api, filters: MoodFilters & { from: string | null }): Promise<Answer<Moods>> {
  const { from, ...rest } = filters;
  return toAnswer(api.GET('/dashboard/moods', { params: { query: { ...(from && { from }), ...given(rest) } } }));
}

/** Without a week the newest one with listens. */
export function fetchMoodsOfWeek(
  api: Api,
  { week, ...filters }: MoodFilters & { week: string | null },
): Promise<Answer<MoodsOfWeek>> {
  return toAnswer(api.GET('/dashboard/mood-week', { params: { query: { ...(week && { week }), ...given(filters) } } }));
}

/** The words that tell a week from those before it; of all plays, whatever the filter. */
export function fetchVibes(api: Api, week: string): Promise<Answer<Vibes>> {
  return toAnswer(api.GET('/dashboard/vibes', { params: { query: { week } } }));
}

/** Every change of taste that still stands, newest first: told, dismissed, or come to light later. */
export async function fetchAlerts(api: Api): Promise<Answer<Alert[]>> {
  const answer = await toAnswer(api.GET('/alerts', { params: { query: { state: 'all', limit: 200 } } }));
  return answer.data === null ? answer : { data: answer.data.alerts, trouble: null };
}

/** Dismisses an alert, or opens it again. */
export function dismissAlert(api: Api, id: string, dismissed: boolean): Promise<Answer<Alert>> {
  const params = { params: { path: { id } } };
  return toAnswer(dismissed ? api.POST('/alerts/{id}/dismiss', params) : api.POST('/alerts/{id}/restore', params));
}

function given({ artist, label, source }: MoodFilters) {
  return { ...(artist && { artist }), ...(label && { label }), ...(source && { source }) };
}
