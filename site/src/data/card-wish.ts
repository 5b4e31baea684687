import type { CardPart, CardWish } from './queries/shares.ts';
import { weekIn } from './url-parameters.ts';

/** What a card of a week or a year may show, in the order in which it is offered, with what it says. */
export const WEEK_PARTS: readonly { part: CardPart; name: string; hint?: string }[] = [
  { part: 'sentence', name: 'What was different', hint: 'The words that tell this week from those before.' },
  { part: 'axes', name: 'The seven axes' },
  { part: 'artists', name: 'Most played artists' },
  { part: 'tracks', name: 'Most played tracks' },
  { part: 'listens', name: 'How many listens' },
  { part: 'name', name: 'Your name' },
];
export const YEAR_PARTS: typeof WEEK_PARTS = [
  { part: 'months', name: 'Month by month' },
  ...WEEK_PARTS.filter(({ part }) => part !== 'sentence'),
];

/** Neither the name nor single tracks are shown unless asked for. */
export const USUAL_PARTS: readonly CardPart[] = ['sentence', 'months', 'axes', 'artists', 'listens'];

export type CardOf = { kind: 'week'; week: string } | { kind: 'year'; year: number };

/** The parts that are offered for a card, of those given; the usual ones where none are. */
export function partsFor(of: CardOf, given: readonly string[] | null): CardPart[] {
  const offered = (of.kind === 'week' ? WEEK_PARTS : YEAR_PARTS).map(({ part }) => part);
  return offered.filter((part) => (given ?? USUAL_PARTS).includes(part));
}

/** Reads what a card is to be of from an address; null where it names neither a week nor a year. */
export function cardOf(parameters: URLSearchParams): CardOf | null {
  const week = weekIn(parameters.get('week'));
  const year = parameters.get('year') ?? '';
  if (week !== null) return { kind: 'week', week };
  return /^(19|20)\d\d$/.test(year) ? { kind: 'year', year: Number(year) } : null;
}

/** The whole wish that an address holds; null where it is none. */
export function wishOf(parameters: URLSearchParams): CardWish | null {
  const of = cardOf(parameters);
  if (of === null) return null;
  const parts = partsFor(of, parameters.get('parts')?.split(',') ?? null);
  return parts.length === 0 ? null : { ...of, parts };
}

/** The other way round: what the address of a picture says. */
export function wishParameters(wish: CardWish): string {
  const of = wish.kind === 'week' ? { week: wish.week } : { year: String(wish.year) };
  return new URLSearchParams({ ...of, parts: wish.parts.join(',') }).toString();
}
