import { foldArtists, foldNames, tagKey } from '@sidetrack/analysis';
import type { FoldedArtist, Names, SearchLibrary, TagPosting } from '@sidetrack/analysis';
import type { Database, Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import { readSearchArtists } from '../queries/search-artists.ts';
import { readModelPostings, readModelTags } from '../queries/search-models.ts';
import { readSearchLibrary } from '../queries/search-library.ts';
import { readSearchScores, type SharedScores } from '../queries/search-scores.ts';
import { readSearchVersion } from '../queries/search-version.ts';

/** What searching a listener's tracks needs, read as far as it was asked for. */
export interface KeptLibrary {
  readonly given: Omit<SearchLibrary, 'ofModels'>;
  readonly names: Names;
  readonly artists: readonly FoldedArtist[];
  /** Every tag of tracks, artists and models, as `tagKey` gives it. */
  readonly keys: ReadonlySet<string>;
  readonly modelTags: readonly string[];
  readonly modelPostings: Map<string, TagPosting | null>;
  readonly scores: Map<AxisName, SharedScores>;
}

/** Listeners whose libraries are kept in this process; one of 10,000 tracks takes some 20 MB. */
const MOST_LISTENERS = 8;

// Beside each database, so that two of one process (as in tests) share nothing.
const kept = new WeakMap<Database, Map<string, { version: string; library: KeptLibrary }>>();

/** The library of a listener: kept from the last search while nothing that it holds has changed. */
export async function keptLibrary(db: Database, tx: Sql, userId: string): Promise<KeptLibrary> {
  const ofAll = kept.get(db) ?? new Map<string, { version: string; library: KeptLibrary }>();
  kept.set(db, ofAll);
  const version = await readSearchVersion(tx, userId);
  const before = ofAll.get(userId);
  const library = before?.version === version ? before.library : await readLibrary(tx, userId);
  ofAll.delete(userId);
  ofAll.set(userId, { version, library });
  for (const oldest of ofAll.keys()) if (ofAll.size > MOST_LISTENERS) ofAll.delete(oldest);
  return library;
}

/** How likely models found these tags; those not asked for before are read. */
export async function modelPostings(
  tx: Sql,
  userId: string,
  { library, tags }: { library: KeptLibrary; tags: readonly string[] },
): Promise<TagPosting[]> {
  const missing = tags.filter((tag) => !library.modelPostings.has(tag));
  const found = await readModelPostings(tx, userId, missing);
  for (const tag of missing) library.modelPostings.set(tag, found.find((posting) => posting.tag === tag) ?? null);
  return tags.map((tag) => library.modelPostings.get(tag)).filter((posting) => posting != null);
}

/** The scores on these axes as everybody shares them, track by track; those not asked for before are read. */
export async function sharedScores(
  tx: Sql,
  userId: string,
  { library, axes }: { library: KeptLibrary; axes: readonly AxisName[] },
): Promise<ReadonlyMap<AxisName, SharedScores>> {
  for (const axis of axes) {
    if (!library.scores.has(axis))
      library.scores.set(axis, await readSearchScores(tx, userId, { axis, tracks: library.given.tracks.length }));
  }
  return library.scores;
}

async function readLibrary(tx: Sql, userId: string): Promise<KeptLibrary> {
  const given = await readSearchLibrary(tx, userId);
  const artists = foldArtists(await readSearchArtists(tx, userId));
  const modelTags = await readModelTags(tx, userId);
  const keys = [...[...given.ofTracks, ...given.ofArtists].map(({ key }) => key), ...modelTags.map(tagKey)];
  return {
    ...{ given, artists, modelTags, names: foldNames(given.tracks), keys: new Set(keys) },
    ...{ modelPostings: new Map(), scores: new Map() },
  };
}
