import { chanceOf } from './match-scores.ts';
import { explain } from './explain.ts';
import { knownTracks, type SearchTrack } from './library.ts';
import type { SearchQuery, SearchTerm } from './query.ts';
import { LEAST_STRENGTH, searchOf, weigh, type Searched, type SearchEvidence } from './term-strength.ts';

export interface SearchHit extends SearchTrack {
  /** From 0 to 1. */
  relevance: number;
  evidence: readonly SearchEvidence[];
}

export interface SearchResult {
  hits: readonly SearchHit[];
  /** For each term of the query, how many tracks it finds. */
  found: readonly number[];
  /** Tracks that are found at all. */
  total: number;
}

/**
 * Ranks tracks by a query. A term counts what its best evidence says: the weight of a tag times its likeness, less for an artist's; how
 * likely the scores say so; a name. Terms are joined by their geometric mean, so that a track with a little of each stands before one with much of one;
 * a denied term takes away what speaks for it, and half where nothing is known. Terms that no track has are left out.
 * Equal tracks: the most played first, then by id.
 */
export function searchTracks(query: SearchQuery, searched: Searched, limit: number): SearchResult {
  const { tracks } = searched.library;
  const searches = query.terms.map((term) => searchOf(term, searched.library));
  const strengths = searches.map((search) => weigh(search, searched));
  const found = strengths.map((values) =>
    values.reduce((count, value) => count + (value >= LEAST_STRENGTH ? 1 : 0), 0),
  );
  const relevanceOf = relevance(query, { searched, strengths, found });
  const least = isDenial(query) ? MOSTLY : LEAST_STRENGTH;
  const ranked = tracks
    .map((_, track) => ({ track, relevance: relevanceOf(track) }))
    .filter((each) => each.relevance >= least)
    .sort(
      (a, b) =>
        b.relevance - a.relevance ||
        tracks[b.track]!.plays - tracks[a.track]!.plays ||
        (tracks[a.track]!.recordingId < tracks[b.track]!.recordingId ? -1 : 1),
    );
  const best = ranked.slice(0, limit);
  const evidence = explain(searches, searched, { folded: query.folded, shown: best.map(({ track }) => track) });
  return {
    hits: best.map((hit, i) => ({ ...tracks[hit.track]!, relevance: hit.relevance, evidence: evidence[i]! })),
    found,
    total: ranked.length,
  };
}

/** A query that only denies shows what more likely fits than not. */
const MOSTLY = 0.5;
/** What a term that a track lacks leaves of it. */
const FLOOR = 0.02;
const UNKNOWN = 0.5;

const isDenial = ({ terms }: SearchQuery): boolean => terms.length > 0 && terms.every(({ negated }) => negated);

interface Weighed {
  searched: Searched;
  strengths: readonly Float64Array[];
  found: readonly number[];
}

function relevance(query: SearchQuery, { searched, strengths, found }: Weighed): (track: number) => number {
  const { library, scores, names } = searched;
  const known = knownTracks(library, scores);
  const wanted = query.terms.flatMap(({ negated }, t) => (!negated && found[t]! > 0 ? [strengths[t]!] : []));
  const denied = query.terms.flatMap((term, t) => (term.negated ? [{ term, strengths: strengths[t]! }] : []));
  const onlyDenies = isDenial(query);
  return (track) => {
    let share = onlyDenies ? known[track]! : together(wanted, track);
    for (const { term, strengths: speaking } of denied) {
      const chance = chanceOf(term.axes, scores[track] ?? null);
      share *= 1 - denial(term, { strength: speaking[track]!, chance, isKnown: known[track] === 1 });
    }
    return Math.max(share, names.fitWhole(track, query.folded).strength);
  };
}

function together(wanted: readonly Float64Array[], track: number): number {
  if (wanted.every((strengths) => strengths[track]! < LEAST_STRENGTH)) return 0;
  const sum = wanted.reduce((total, strengths) => total + Math.log(Math.max(FLOOR, strengths[track]!)), 0);
  return Math.exp(sum / wanted.length);
}

/** How much speaks for what a query denies. A tag that is not there is denied by the others that are; a score that is not there, by nothing. */
function denial(
  term: SearchTerm,
  { strength, chance, isKnown }: { strength: number; chance: number | null; isKnown: boolean },
): number {
  if (chance !== null) return Math.max(chance, strength);
  return isKnown && term.axes.length === 0 ? strength : Math.max(strength, UNKNOWN);
}
