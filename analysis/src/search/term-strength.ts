import { extentOf } from './match-scores.ts';
import type { NameFit, Names } from './match-names.ts';
import { matchTags, type MatchedTag } from './match-tags.ts';
import type { SearchLibrary, SearchScores } from './library.ts';
import type { SearchTerm } from './query.ts';

/** Why a track was found. strength: from 0 to 1, what it counted for; of a denied term, how much spoke for it all the same. */
export interface SearchEvidence {
  term: string;
  by: 'tag' | 'artist tag' | 'model tag' | 'related tag' | 'score' | 'artist' | 'title';
  /** The tag, the axes, or the name. */
  what: string;
  strength: number;
}

/** A term with the tags of the library that it finds. */
export interface TermSearch {
  term: SearchTerm;
  ofTracks: readonly MatchedTag[];
  ofArtists: readonly MatchedTag[];
  ofModels: readonly MatchedTag[];
}

/** All that tracks are weighed by. */
export interface Searched {
  library: SearchLibrary;
  scores: SearchScores;
  names: Names;
}

/** Less than this is no match. */
export const LEAST_STRENGTH = 0.05;

/** An artist's tag says what the artist is like, as in the tag space. */
const ARTIST_SHARE = 0.4;
/** Scores say what sounds so; a tag names the thing. */
const SCORE_SHARE = 0.8;
/** A tag's word in a name ("Metal Heart") says little of the music. */
const NAME_SHARE = 0.4;

export function searchOf(term: SearchTerm, library: SearchLibrary): TermSearch {
  return {
    term,
    ofTracks: matchTags(term, library.ofTracks),
    ofArtists: matchTags(term, library.ofArtists),
    ofModels: matchTags(term, library.ofModels).filter(({ related }) => !related),
  };
}

/** The strength of a term in each track: of its best evidence. */
export function weigh(search: TermSearch, { library, scores, names }: Searched): Float64Array {
  const strengths = new Float64Array(library.tracks.length);
  visitTags(search, library, (track, strength) => {
    if (strength > strengths[track]!) strengths[track] = strength;
  });
  for (let track = 0; track < strengths.length; track++) {
    const score = scoreStrength(search.term, scores[track] ?? null);
    const name = nameStrength(search.term, names.fit(track, search.term.key));
    strengths[track] = Math.max(strengths[track]!, score, name);
  }
  return strengths;
}

type Visit = (track: number, strength: number, found: { by: SearchEvidence['by']; what: string }) => void;

/** Visits every bearer of every tag that a term finds. */
export function visitTags({ ofTracks, ofArtists, ofModels }: TermSearch, library: SearchLibrary, visit: Visit): void {
  const each = (matched: readonly MatchedTag[], { by, share }: { by: SearchEvidence['by']; share: number }): void => {
    for (const { posting, likeness, related } of matched) {
      const found = { by: related ? 'related tag' : by, what: posting.tag } as const;
      posting.holders.forEach((holder, i) => {
        const strength = share * likeness * posting.weights[i]!;
        if (by === 'artist tag') for (const track of library.tracksOf[holder]!) visit(track, strength, found);
        else visit(holder, strength, found);
      });
    }
  };
  each(ofTracks, { by: 'tag', share: 1 });
  each(ofArtists, { by: 'artist tag', share: ARTIST_SHARE });
  each(ofModels, { by: 'model tag', share: 1 });
}

export const scoreStrength = (term: SearchTerm, scores: SearchScores[number]): number =>
  SCORE_SHARE * term.likeness * (extentOf(term.axes, scores) ?? 0);

/** Of a tag only whole words count, and a denied one denies no name: a song called "Sad" may be happy. */
export function nameStrength(term: SearchTerm, { strength, isWhole }: NameFit): number {
  if (term.kind === 'word') return strength;
  return term.negated || !isWhole ? 0 : NAME_SHARE * strength;
}
