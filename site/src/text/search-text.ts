import { AXES } from '../charts/axes.ts';
import type { SearchAnswer, SearchEvidence, SearchHit, SearchTerm } from '../data/queries/search.ts';
import type { Axis } from '../data/types.ts';

/** What a term of the query was understood as; null where it goes without saying. */
export function describeTerm({ text, kind, key, negated, axes, tracks }: SearchTerm): string {
  const word = `“${text}”`;
  if (tracks === 0) return negated ? `no track has ${word} anyway` : `${word} is found in no track and was left out`;
  const where = kind === 'word' ? 'in names' : key === text ? 'as a tag' : `as the tag “${key}”`;
  const sides = axes.map(({ axis, value }) => `${value >= 0.5 ? 'high' : 'low'} ${AXES[axis].name.toLowerCase()}`);
  return `${negated ? 'without ' : ''}${word} ${where}${sides.length === 0 ? '' : ` and by scores (${joinWords(sides)})`}`;
}

/** How much of the listener's music was found, in a sentence; what to do where it is nothing. */
export function describeFound({ artists, total, reason }: Pick<SearchAnswer, 'artists' | 'total' | 'reason'>): string {
  if (total === 0 && artists.length === 0) return reason ?? 'None of your artists and tracks.';
  const parts = [
    ...(artists.length === 0 ? [] : [ofYours(artists.length, 'artist')]),
    ...(total === 0 ? [] : [ofYours(total, 'track')]),
  ];
  const sentence = joinWords(parts);
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}${total > 1 ? ', the nearest first' : ''}`;
}

/** "one of your tracks", "2 of your tracks": not all that there are. */
export function ofYours(count: number, noun: string): string {
  return `${count === 1 ? 'one' : count} of your ${noun}s`;
}

/** Why a track was found, a short reason for each piece of evidence; the same reason stands once. */
export function reasonsOf({ evidence }: SearchHit, terms: readonly SearchTerm[]): readonly Reason[] {
  const reasons = evidence.map((one) => reasonOf(one, terms));
  return reasons.filter((reason, index) => reasons.findIndex(({ text }) => text === reason.text) === index);
}

export interface Reason {
  text: string;
  /** The term is denied in the query: this speaks against the track. */
  against: boolean;
  strength: number;
}

function reasonOf({ term, by, what, strength }: SearchEvidence, terms: readonly SearchTerm[]): Reason {
  const asked = terms.find(({ key, text }) => key === term || text === term);
  return { text: textOf({ by, what }, asked), against: asked?.negated ?? false, strength };
}

function textOf({ by, what }: Pick<SearchEvidence, 'by' | 'what'>, asked: SearchTerm | undefined): string {
  switch (by) {
    case 'tag':
      return `tagged ${what}`;
    case 'artist tag':
      return `artist tagged ${what}`;
    case 'model tag':
      return `a model heard ${what}`;
    case 'related tag':
      return `tagged ${what}, often found beside ${asked === undefined ? 'it' : `“${asked.text}”`}`;
    case 'score':
      return `scored ${scoreWords(what, asked)}`;
    case 'artist':
      return 'in the artist’s name';
    case 'title':
      return 'in the title';
  }
}

/** The axes of a score in the words of their sides: "energetic and happy". */
function scoreWords(what: string, asked: SearchTerm | undefined): string {
  const words = (asked?.axes ?? [])
    .filter(({ axis }) => what.includes(axis))
    .map(({ axis, value }) => sideOf(axis, value));
  return words.length === 0 ? what : joinWords(words);
}

function sideOf(axis: Axis, value: number): string {
  return value >= 0.5 ? AXES[axis].high : AXES[axis].low;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** Searches to begin with. */
export const EXAMPLES: readonly string[] = ['calm piano', 'happy and energetic', 'acoustic without vocals', 'not sad'];
