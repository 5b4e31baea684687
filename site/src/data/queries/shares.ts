import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

type Api = Client<paths>;

export type Card = components['schemas']['ShareCard'];
export type CardWish = components['schemas']['CardWish'];
export type CardPart = CardWish['parts'][number];
export type SharedCard = components['schemas']['SharedCard'];

/** A card as it would be shared. */
export function previewCard(api: Api, wish: CardWish): Promise<Answer<Card>> {
  const of = wish.kind === 'week' ? wish.week : String(wish.year);
  return toAnswer(api.GET('/share-cards', { params: { query: { of, parts: wish.parts.join(',') } } }));
}

export function shareCard(api: Api, wish: CardWish): Promise<Answer<SharedCard>> {
  return toAnswer(api.POST('/shares', { body: wish }));
}

/** The cards that are shared, newest first. */
export async function fetchShares(api: Api): Promise<Answer<SharedCard[]>> {
  const answer = await toAnswer(api.GET('/shares'));
  return answer.data === null ? answer : { data: answer.data.shares, trouble: null };
}

export async function withdrawCard(api: Api, id: string): Promise<Answer<true>> {
  return toAnswer(
    api.DELETE('/shares/{id}', { params: { path: { id } } }).then((result) => ({ ...result, data: true as const })),
  );
}

/** A card that somebody shared; trouble 404 where it is not there (any more). */
export function fetchSharedCard(api: Api, token: string): Promise<Answer<Card>> {
  return toAnswer(api.GET('/public/shares/{token}', { params: { path: { token } } }));
}
