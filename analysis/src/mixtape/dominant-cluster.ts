import { hdbscan } from '../clusters/index.ts';
import type { MixtapeTrack } from './types.ts';

export interface DominantCluster {
  /** Whether each track is in it. */
  readonly inside: readonly boolean[];
  /** Whether each track is in a cluster at all. */
  readonly clustered: readonly boolean[];
  /** How many clusters there are; 0 where the tracks form none, and then all count as inside. */
  readonly clusters: number;
}

/**
 * The cluster that was played most. HDBSCAN runs over the places on the map, not over the vectors of the space: a week has some tens of
 * tracks, and in 50 or 200 dimensions so few points are all about equally far from each other, so that density says nothing.
 * The map has gathered neighbourhoods from the whole history, and the cluster is one that the listener can see on it.
 * @param plays how often each track was played
 */
export function dominantCluster(tracks: readonly MixtapeTrack[], plays: readonly number[]): DominantCluster {
  const minClusterSize = Math.min(LARGEST, Math.max(SMALLEST, Math.round(tracks.length * SHARE)));
  const places = Float64Array.from(tracks.flatMap(({ x, y }) => [x, y]));
  const { labels, clusters } = hdbscan(places, { count: tracks.length, dims: 2, minClusterSize });
  if (clusters === 0) return { inside: tracks.map(() => true), clustered: tracks.map(() => false), clusters };
  const totals = new Array<number>(clusters).fill(0);
  labels.forEach((label, i) => {
    if (label >= 0) totals[label]! += plays[i]!;
  });
  const most = totals.indexOf(Math.max(...totals));
  return {
    inside: tracks.map((_, i) => labels[i] === most),
    clustered: tracks.map((_, i) => labels[i]! >= 0),
    clusters,
  };
}

/** A cluster has at least a tenth of the tracks, within these bounds. */
const SHARE = 0.1;
const SMALLEST = 4;
const LARGEST = 15;
