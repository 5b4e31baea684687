import { foldText } from '../identity/fold-text.ts';
import type { SearchTrack } from './library.ts';

/** Titles and artists as they are compared. */
export interface Names {
  /** Where a word fits a name of this track: 1 for a word of its artist, less for one of its title or the beginning of one; 0 for none. */
  fit(track: number, word: string): NameFit;
  /** Where the whole query stands in a name. */
  fitWhole(track: number, folded: string): NameFit;
  hasWord(word: string): boolean;
}
export interface NameFit {
  strength: number;
  by: 'artist' | 'title';
  /** Whether whole words fit, not a beginning alone. */
  isWhole: boolean;
}

/** Makes the names of a library ready. */
export function foldNames(tracks: readonly SearchTrack[]): Names {
  const folded = new Map<string, string>();
  const fold = (name: string): string => {
    const known = folded.get(name) ?? ` ${foldText(name)} `;
    folded.set(name, known);
    return known;
  };
  const artists = tracks.map(({ artistCredit }) => fold(artistCredit));
  const titles = tracks.map(({ title }) => fold(title));
  const words = new Set([...folded.values()].flatMap((name) => name.trim().split(' ')));

  return {
    fit: (track, word) => better(strengthOf(artists[track]!, word), TITLE * strengthOf(titles[track]!, word)),
    fitWhole: (track, query) =>
      query === '' ? NOWHERE : better(wholeness(artists[track]!, query), wholeness(titles[track]!, query)),
    hasWord: (word) => words.has(word),
  };
}

const NOWHERE: NameFit = { strength: 0, by: 'artist', isWhole: true };
const TITLE = 0.9;
const BEGINNING = 0.6;
const SHORTEST_BEGINNING = 3;
/** A name that is the query, or holds it. */
const ALL = 1;
const WITHIN = 0.9;

const better = (artist: number, title: number): NameFit => {
  const strength = Math.max(artist, title);
  return { strength, by: title > artist ? 'title' : 'artist', isWhole: strength > BEGINNING };
};

/** How well a word fits a name, both folded, the name between spaces: 1 where it stands in it, less where it begins a word of it; 0 for not at all. */
export function strengthOf(name: string, word: string): number {
  const at = name.indexOf(` ${word}`);
  if (at < 0) return 0;
  if (name[at + word.length + 1] === ' ' || name.includes(` ${word} `)) return 1;
  return word.length >= SHORTEST_BEGINNING ? BEGINNING : 0;
}

/** Where a whole query, folded, stands in a name between spaces: 1 where it is the name, less where it is a part of it; 0 for not at all. */
export function wholeness(name: string, query: string): number {
  if (!name.includes(` ${query} `)) return 0;
  return name.length === query.length + 2 ? ALL : WITHIN;
}
