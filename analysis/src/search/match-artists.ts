import { foldText } from '../identity/fold-text.ts';
import { strengthOf, wholeness } from './match-names.ts';

/** An artist that can be found. */
export interface SearchArtist {
  id: string;
  name: string;
  /** How often the listener played a track that credits them, as a guest too. */
  plays: number;
}

/** An artist with their name as it is compared. */
export interface FoldedArtist extends SearchArtist {
  folded: string;
}

/** Makes the names of artists ready. */
export function foldArtists(artists: readonly SearchArtist[]): FoldedArtist[] {
  return artists.map((artist) => ({ ...artist, folded: ` ${foldText(artist.name)} ` }));
}

/**
 * Artists whose names hold every word of a query, or words that begin with them, in any order: those that the query names in full first,
 * then those that have all its words, then beginnings; of equal ones the most played first, then by id.
 * @param query as `foldText` gives it; an empty one finds nobody
 */
export function findArtists(query: string, artists: readonly FoldedArtist[], limit: number): SearchArtist[] {
  const words = query.split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return artists
    .map((artist) => ({ artist, fit: fitOf(artist.folded, { query, words }) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || b.artist.plays - a.artist.plays || (a.artist.id < b.artist.id ? -1 : 1))
    .slice(0, limit)
    .map(({ artist: { id, name, plays } }) => ({ id, name, plays }));
}

/** More than any words of a name reach. */
const IN_FULL = 2;

function fitOf(name: string, { query, words }: { query: string; words: readonly string[] }): number {
  if (wholeness(name, query) === 1) return IN_FULL;
  let weakest = 1;
  for (const word of words) {
    weakest = Math.min(weakest, strengthOf(name, word));
    if (weakest === 0) return 0;
  }
  return weakest;
}
