import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { ANNOUNCED_MOVE, MAP_PARAMETERS, needsRefit, placeNew, refit, type Point } from '@sidetrack/analysis';
import type { FittedSpace, MapSource, SourceTrack } from './map-source.ts';
import type { MapParams, PreviousMap } from './read-previous-map.ts';

export interface DrawnTrack extends Point {
  recordingId: string;
  vector: number[];
}

export interface DrawnMap {
  tracks: DrawnTrack[];
  params: MapParams;
}

export interface MapInput<Item> {
  source: MapSource<Item>;
  tracks: readonly SourceTrack<Item>[];
  previous: PreviousMap | null;
}

/**
 * The map of these tracks: 'unchanged' where the previous one was drawn from the same, else the previous one with new
 * tracks placed on it, or a fresh fit that starts from it, once too much has changed (needsRefit). Deterministic. Lets other
 * work run in between, and reports the share done.
 */
export async function drawMap<Item>(
  { source, tracks, previous }: MapInput<Item>,
  report: (share: number) => void,
): Promise<DrawnMap | 'unchanged'> {
  const inputsHash = hashOf(tracks);
  if (previous?.params.inputsHash === inputsHash) return 'unchanged';
  const kept = previous === null ? null : keptSpace(source, tracks, previous);
  if (previous !== null && kept !== null) return placeOn(previous, tracks, kept, inputsHash);

  const space = source.fit(tracks.map(({ item }) => item));
  const located = locate(tracks, space);
  const before = located.map(({ recordingId }) => previous?.places.get(recordingId) ?? null);
  const { points, moved } = await refit(
    located.map(({ vector }) => vector),
    before,
    { threads: THREADS, onProgress: report },
  );
  return {
    tracks: located.map((track, i) => ({ ...track, ...points[i]! })),
    params: {
      layout: { ...MAP_PARAMETERS },
      how: 'fit',
      inputsHash,
      space: space.space,
      fitted: hashes(tracks),
      placed: {},
      moved,
      announced: moved > ANNOUNCED_MOVE,
    },
  };
}

/** What the machine or the pod has; more than a few gain little. The map is the same on any number. */
const THREADS = Math.min(4, availableParallelism());

/** The previous map's space, where so few tracks changed since its fit that it can stay. */
function keptSpace<Item>(
  source: MapSource<Item>,
  tracks: readonly SourceTrack<Item>[],
  { params }: PreviousMap,
): FittedSpace<Item> | null {
  const kept = tracks.filter(({ recordingId, hash }) => params.fitted[recordingId] === hash).length;
  const sameLayout = isDeepStrictEqual(params.layout, { ...MAP_PARAMETERS });
  if (!sameLayout || needsRefit({ fitted: Object.keys(params.fitted).length, kept, now: tracks.length })) return null;
  return source.restore(params.space);
}

async function placeOn<Item>(
  { params, places }: PreviousMap,
  tracks: readonly SourceTrack<Item>[],
  space: FittedSpace<Item>,
  inputsHash: string,
): Promise<DrawnMap> {
  const located = locate(tracks, space);
  const known = { ...params.placed, ...params.fitted };
  const before = located.map(({ recordingId, hash }) =>
    known[recordingId] === hash ? (places.get(recordingId) ?? null) : null,
  );
  const points = await placeNew(
    located.map(({ vector }) => vector),
    before,
    { threads: THREADS },
  );
  const added = tracks.filter(({ recordingId, hash }) => params.fitted[recordingId] !== hash);
  return {
    tracks: located.map((track, i) => ({ ...track, ...points[i]! })),
    params: { ...params, how: 'place', inputsHash, placed: hashes(added) },
  };
}

function locate<Item>(tracks: readonly SourceTrack<Item>[], space: FittedSpace<Item>) {
  return tracks.flatMap(({ recordingId, hash, item }) => {
    const vector = space.place(item);
    return vector === null ? [] : [{ recordingId, hash, vector }];
  });
}

const hashes = (tracks: readonly { recordingId: string; hash: string }[]) =>
  Object.fromEntries(tracks.map(({ recordingId, hash }) => [recordingId, hash]));

function hashOf(tracks: readonly { recordingId: string; hash: string }[]): string {
  const text = JSON.stringify([MAP_PARAMETERS, tracks.map(({ recordingId, hash }) => [recordingId, hash])]);
  return createHash('sha256').update(text).digest('hex');
}
