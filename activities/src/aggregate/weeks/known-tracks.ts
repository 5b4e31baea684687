import type { DescribedTrack } from '@sidetrack/analysis';
import type { Database, Sql } from '@sidetrack/prisma';

/** Where a track lies on a map, and in the space of that map. */
export interface TrackPlace {
  x: number;
  y: number;
  vector: Float32Array;
}

/** The facts of a track, the same for every listener, and the artists that they are read from too. */
export interface TrackFacts {
  track: DescribedTrack;
  artistIds: readonly string[];
}

/**
 * What this process knows of tracks, as one run sees it. All of it is what the database would say at the start of the run or later; what
 * changes while the run goes on is not kept.
 */
export interface KnownTracks {
  facts(recordingId: string): DescribedTrack | undefined;
  keepFacts(facts: TrackFacts): void;
  /** The places on a published map, by recording; null for a track that is known not to be on it. */
  places(mapId: string): Map<string, TrackPlace | null>;
  /** Drops the places on all other maps. */
  keepMaps(mapIds: readonly string[]): void;
}

/** More tracks than this are not kept, the oldest go first: with two maps some 3 kB each. */
const MOST_TRACKS = 20_000;
/** What was not compared with the database for so long is not trusted: its notes are kept for twice as long, and no transaction lasts half a day. */
const TRUSTED_SECONDS = 12 * 3600;
/** More changes than this are not looked at one by one. */
const MOST_CHANGES = 10_000;

/**
 * Runs `work` with what this process knows of tracks: the facts of a week's thousand tracks need not be read for one new listen. The
 * database notes which tracks changed in which transaction (`track_changes`), so that anything that is not as it was in the snapshot of
 * the last run is dropped first. The facts of tracks belong to no listener; the recordings of one alone are dropped with them.
 */
export async function withKnownTracks<T>(db: Database, tx: Sql, work: (known: KnownTracks) => Promise<T>): Promise<T> {
  const store = stores.get(db) ?? { tracks: new Map(), places: new Map(), runs: new Set(), seen: null };
  stores.set(db, store);
  const run = await start(store, tx);
  try {
    return await work(knownTo(run, store));
  } finally {
    store.runs.delete(run);
  }
}

interface Store {
  tracks: Map<string, TrackFacts>;
  places: Map<string, Map<string, TrackPlace | null>>;
  runs: Set<Run>;
  /** The snapshot that everything here agrees with, and when it was taken, by the database's clock. */
  seen: { snapshot: string; at: number } | null;
}

/** What changed since a run started, as later ones saw it. isLost: all may have. */
interface Run {
  changed: Set<string>;
  isLost: boolean;
}

const stores = new WeakMap<Database, Store>();

async function start(store: Store, tx: Sql): Promise<Run> {
  const { seen } = store;
  const [now] = await tx.query<Seen>(SEEN, [seen?.snapshot ?? null, xminOf(seen?.snapshot), MOST_CHANGES + 1]);
  if (now === undefined) throw new TypeError('The database did not tell its snapshot.');
  if (seen === null || isUntrusted(seen, now)) forgetAll(store);
  else forget(store, now.changed);
  store.seen = { snapshot: now.snapshot, at: now.at };
  const run = { changed: new Set<string>(), isLost: false };
  store.runs.add(run);
  if (seen === null || now.at - seen.at > TRUSTED_SECONDS) await tx.query(PRUNE);
  return run;
}

interface Seen {
  snapshot: string;
  at: number;
  changed: string[];
}

/** Too long ago, too much at once, or of another database: one that was put back to an earlier state counts its transactions anew. */
function isUntrusted(seen: NonNullable<Store['seen']>, now: Seen): boolean {
  return (
    now.at - seen.at > TRUSTED_SECONDS ||
    now.changed.length > MOST_CHANGES ||
    xmaxOf(now.snapshot) < xmaxOf(seen.snapshot)
  );
}

/** A snapshot is written xmin:xmax:xip, ... */
const xminOf = (snapshot: string | undefined) => snapshot?.split(':')[0] ?? null;
const xmaxOf = (snapshot: string) => BigInt(snapshot.split(':')[1]!);

function forgetAll({ tracks, places, runs }: Store): void {
  tracks.clear();
  places.clear();
  for (const run of runs) run.isLost = true;
}

function forget({ tracks, runs }: Store, changed: readonly string[]): void {
  for (const run of runs) for (const id of changed) run.changed.add(id);
  const artists = new Set(changed.filter((id) => !tracks.delete(id)));
  if (artists.size === 0) return;
  for (const [id, { artistIds }] of tracks) if (artistIds.some((artist) => artists.has(artist))) tracks.delete(id);
}

function knownTo(run: Run, { tracks, places }: Store): KnownTracks {
  return {
    facts: (recordingId) => tracks.get(recordingId)?.track,
    keepFacts(facts) {
      const { recordingId } = facts.track;
      if (run.isLost || [recordingId, ...facts.artistIds].some((id) => run.changed.has(id))) return;
      tracks.set(recordingId, facts);
      trim(tracks);
    },
    places(mapId) {
      if (run.isLost) return new Map();
      const known = places.get(mapId) ?? new Map<string, TrackPlace | null>();
      places.set(mapId, known);
      trim(known);
      return known;
    },
    keepMaps(mapIds) {
      for (const mapId of places.keys()) if (!mapIds.includes(mapId)) places.delete(mapId);
    },
  };
}

function trim(known: Map<string, unknown>): void {
  for (const key of known.keys()) {
    if (known.size <= MOST_TRACKS) return;
    known.delete(key);
  }
}

// One statement has one snapshot: what is not among the changes here agrees with it. Ours alone: nothing of it changes tracks.
const SEEN = `
  SELECT pg_current_snapshot()::text AS snapshot, extract(epoch FROM clock_timestamp())::float8 AS at, ARRAY(
    SELECT DISTINCT id::text FROM (
      SELECT id FROM track_changes
      WHERE changed_by >= $2::bigint AND NOT pg_visible_in_snapshot(changed_by::text::xid8, $1::pg_snapshot) LIMIT $3
    ) AS c) AS changed`;

const PRUNE = `DELETE FROM track_changes WHERE changed_at < now() - interval '1 day'`;
