import { AXES } from '../charts/axes.ts';
import type { Card } from '../data/queries/shares.ts';
import { formatWeekDays } from './dates.ts';
import { formatCount, formatDecimal, plural } from './format.ts';
import type { Reader } from './format.ts';

/** What a card is of: "Ana’s week in music", "A year in music". */
export function cardHeading({ kind, name }: Pick<Card, 'kind' | 'name'>): string {
  return name === null ? `A ${kind} in music` : `${name}’s ${kind} in music`;
}

/** The days, and how many listens: "Nov 9 to Nov 15 · 132 listens so far". */
export function cardLine(card: Card, reader: Reader): string {
  const soFar = card.inProgress ? ' so far' : '';
  const listens = card.listens === null ? soFar.trim() : plural(card.listens, 'listen', reader) + soFar;
  const days = card.kind === 'week' ? formatWeekDays(card.from, reader) : '';
  return [days, listens].filter((part) => part !== '').join(' · ');
}

/** All that a card shows, as text: for who does not see the picture. */
export function cardInWords(card: Card, reader: Reader): string {
  const parts = [
    `${cardHeading(card)}: ${card.title}.`,
    cardLine(card, reader) === '' ? null : `${cardLine(card, reader)}.`,
    card.sentence,
    card.axes === null
      ? null
      : `${card.axes.map(({ axis, mean }) => `${AXES[axis].name} ${formatDecimal(mean, reader)}`).join(', ')}.`,
    card.artists === null
      ? null
      : `Most played artists: ${card.artists.map(({ name, plays }) => `${name} (${formatCount(plays, reader)})`).join(', ')}.`,
    card.tracks === null
      ? null
      : `Most played tracks: ${card.tracks.map(({ title, artistCredit }) => `${title} by ${artistCredit}`).join(', ')}.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}
