import { foldNames, knownTracks, readQuery, searchTracks as rank, tagKey } from '@sidetrack/analysis';
import type { SearchLibrary, SearchQuery, SearchScores } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { SearchShape } from '../contract/search.ts';
import { noListens } from '../overview/no-listens.ts';
import { readModelPostings, readModelTags } from '../queries/search-models.ts';
import { readSearchLibrary } from '../queries/search-library.ts';
import { readSearchScores } from '../queries/search-scores.ts';
import { readStanding, type Standing } from '../queries/standing.ts';
import type { Handlers } from '../server/call.ts';

export const searchTracks: Handlers['searchTracks'] = ({ scope, query }, { settings }) =>
  scope.run(async (tx) => {
    const standing = await readStanding(tx, scope.userId, settings);
    return search(tx, scope.userId, { ...query, standing });
  });

async function search(
  tx: Sql,
  userId: string,
  { q, limit, standing }: { q: string; limit: number; standing: Standing },
): Promise<SearchShape> {
  const given = await readSearchLibrary(tx, userId);
  const modelTags = await readModelTags(tx, userId);
  const names = foldNames(given.tracks);
  const keys = new Set([...[...given.ofTracks, ...given.ofArtists].map(({ tag }) => tag), ...modelTags].map(tagKey));
  const query = readQuery(q, {
    hasTag: (key) => keys.has(key),
    hasName: (word) => names.hasWord(word),
    tags: () => keys,
  });
  const ofModels = await readModelPostings(tx, userId, namedTags(query, modelTags));
  const axes = [...new Set(query.terms.flatMap((term) => term.axes.map(({ axis }) => axis)))].sort();
  const scores = await readSearchScores(tx, userId, { tracks: given.tracks, axes });
  const library = { ...given, ofModels };
  const { hits, found, total } = rank(query, { library, scores, names }, limit);
  return {
    terms: query.terms.map(({ text, kind, key, negated, axes: sides }, i) => ({
      ...{ text, kind, key, negated, axes: [...sides] },
      tracks: found[i]!,
    })),
    total,
    searched: given.tracks.length,
    coverage: coverageOf(library, scores),
    hits: hits.map(({ evidence, ...hit }) => ({ ...hit, evidence: [...evidence] })),
    reason: reasonFor({ total, query, standing }),
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
  total,
  query,
  standing,
}: {
  total: number;
  query: SearchQuery;
  standing: Standing;
}): string | null {
  if (!standing.hasListens) return noListens(standing);
  if (total > 0) return null;
  if (query.terms.length === 0) return 'These words say nothing to look for. Try a tag, a mood, an artist or a title.';
  const waiting = standing.pendingWork > 0 ? ' Tags and scores of some tracks are still on their way.' : '';
  return `Nothing that you have heard has such tags, scores or names. Try fewer or more common words.${waiting}`;
}
