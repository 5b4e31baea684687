import { findArtists, knownTracks, readQuery, searchTracks as rank, tagKey } from '@sidetrack/analysis';
import type { SearchLibrary, SearchQuery, SearchScores } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from '../queries/calibration.ts';
import type { SearchShape } from '../contract/search.ts';
import { noListens } from '../overview/no-listens.ts';
import { readStanding, type Standing } from '../queries/standing.ts';
import { heardScores } from '../search/heard-scores.ts';
import { keptLibrary, modelPostings, sharedScores, type KeptLibrary } from '../search/kept-library.ts';
import type { Handlers } from '../server/call.ts';

export const searchTracks: Handlers['searchTracks'] = ({ scope, query }, { db, settings }) =>
  scope.run(async (tx) => {
    const standing = await readStanding(tx, scope.userId, settings);
    const kept = await keptLibrary(db, tx, scope.userId);
    return search(tx, scope.userId, { ...query, kept, standing });
  });

interface Asked {
  readonly q: string;
  readonly limit: number;
  readonly kept: KeptLibrary;
  readonly standing: Standing;
}

const MOST_ARTISTS = 5;

async function search(tx: Sql, userId: string, { q, limit, kept, standing }: Asked): Promise<SearchShape> {
  const { given, names, keys } = kept;
  const query = readQuery(q, {
    hasTag: (key) => keys.has(key),
    hasName: (word) => names.hasWord(word),
    tags: () => keys,
  });
  const ofModels = await modelPostings(tx, userId, { library: kept, tags: namedTags(query, kept.modelTags) });
  const axes = [...new Set(query.terms.flatMap((term) => term.axes.map(({ axis }) => axis)))].sort();
  const shared = await sharedScores(tx, userId, { library: kept, axes });
  const calibration = await readCalibration(tx, userId);
  const scores = heardScores(given.tracks, { shared, axes, calibration });
  const library = { ...given, ofModels };
  const { hits, found, total } = rank(query, { library, scores, names }, limit);
  const artists = findArtists(query.folded, kept.artists, MOST_ARTISTS);
  return {
    terms: query.terms.map(({ text, kind, key, negated, axes: sides }, i) => ({
      ...{ text, kind, key, negated, axes: [...sides] },
      tracks: found[i]!,
    })),
    artists,
    total,
    searched: given.tracks.length,
    coverage: coverageOf(library, scores),
    hits: hits.map(({ evidence, ...hit }) => ({ ...hit, evidence: [...evidence] })),
    reason: reasonFor({ found: total + artists.length, query, standing }),
  };
}

/** The tags of models that a term may be found by; only their columns are read. */
function namedTags({ terms }: SearchQuery, tags: readonly string[]): string[] {
  const words = terms.filter(({ kind }) => kind === 'tag').map(({ key }) => ` ${key} `);
  return tags.filter((tag) => words.some((word) => ` ${tagKey(tag)} `.includes(word)));
}

function coverageOf(library: SearchLibrary, scores: SearchScores): number {
  const known = knownTracks(library, scores);
  let [plays, covered] = [0, 0];
  library.tracks.forEach((track, i) => {
    plays += track.plays;
    covered += known[i]! * track.plays;
  });
  return plays === 0 ? 0 : covered / plays;
}

function reasonFor({
  found,
  query,
  standing,
}: {
  found: number;
  query: SearchQuery;
  standing: Standing;
}): string | null {
  if (!standing.hasListens) return noListens(standing);
  if (found > 0) return null;
  if (query.terms.length === 0) return 'These words say nothing to look for. Try a tag, a mood, an artist or a title.';
  const waiting = standing.pendingWork > 0 ? ' Tags and scores of some tracks are still on their way.' : '';
  return `Nothing that you have heard has such tags, scores or names. Try fewer or more common words.${waiting}`;
}
