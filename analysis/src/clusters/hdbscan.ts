import { boruvkaTree } from './boruvka.ts';
import { condense, type CondensedTree } from './condensed-tree.ts';
import { kdTree } from './kd-tree.ts';
import { neighbourLists } from './neighbour-lists.ts';
import { primTree } from './prim.ts';
import { selectClusters } from './select-clusters.ts';
import { singleLinkage } from './single-linkage.ts';

export interface HdbscanOptions {
  /** How many points there are. */
  readonly count: number;
  /** How many numbers each has. */
  readonly dims: number;
  /** A cluster has at least so many points, 2 or more. */
  readonly minClusterSize: number;
  /** A point's core distance is that to so many-th nearest other; `minClusterSize` where it is not given. */
  readonly minSamples?: number | undefined;
  /** Whether all may be one cluster. */
  readonly allowSingleCluster?: boolean | undefined;
}

export interface Clusters {
  /** The cluster of each point, from 0 in the order of their first points; -1 for noise. */
  readonly labels: Int32Array;
  /** How deep in its cluster each point lies: 1 at its densest, 0 for noise. */
  readonly probabilities: Float64Array;
  /** How many clusters there are. */
  readonly clusters: number;
}

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013; McInnes & Healy 2017) with Euclidean distances and excess of mass, as the Python library hdbscan
 * 0.8 has it: `points` holds a row a point, and what a row belongs to follows from how densely the points lie, not from a
 * number of clusters or a radius given beforehand.
 *
 * The clusters do not depend on the order of the points, on where they lie or on their scale. Fewer points than
 * `minClusterSize`, and points that all are equal, are noise.
 *
 * @throws RangeError for a value that is not finite (it says in which row), and for options that make no sense
 */
export function hdbscan(points: Float32Array | Float64Array, options: HdbscanOptions): Clusters {
  const { count, dims, minClusterSize, minSamples = minClusterSize, allowSingleCluster = false } = options;
  check(points, { count, dims, minClusterSize, minSamples });
  if (count < minClusterSize) return named(new Int32Array(count).fill(-1), new Float64Array(count));
  const tree = kdTree(points, count, dims);
  const lists = neighbourLists(tree, Math.min(minSamples, count - 1));
  const edges = dims > MOST_FOR_BOXES ? primTree(tree, lists) : boruvkaTree(tree, lists);
  const condensed = condense(singleLinkage(edges), minClusterSize);
  const chosen = selectClusters(condensed, allowSingleCluster);
  return named(...membership(condensed, chosen));
}

/** Beyond so many dimensions hdbscan too takes Prim's algorithm, and with it the exact tree. */
const MOST_FOR_BOXES = 60;

function membership(tree: CondensedTree, chosen: Int32Array): [Int32Array, Float64Array] {
  const { cluster, lambda, deaths } = tree;
  const labels = Int32Array.from(cluster, (last, row) => {
    const of = chosen[last]!;
    // The root as a cluster is what is densest in it; all else of it is noise.
    return of === 0 && lambda[row]! < deaths[0]! ? -1 : of;
  });
  const probabilities = Float64Array.from(labels, (of, row) => {
    if (of < 0) return 0;
    const [most, own] = [deaths[of]!, lambda[row]!];
    return most === 0 || own >= most ? 1 : own / most;
  });
  return [labels, probabilities];
}

function named(clusters: Int32Array, probabilities: Float64Array): Clusters {
  const names = new Map<number, number>([[-1, -1]]);
  const labels = clusters.map((cluster) => {
    const name = names.get(cluster) ?? names.size - 1;
    names.set(cluster, name);
    return name;
  });
  return { labels, probabilities, clusters: names.size - 1 };
}

function check(
  points: Float32Array | Float64Array,
  options: Omit<HdbscanOptions, 'minSamples'> & { minSamples: number },
): void {
  const { count, dims, minClusterSize, minSamples } = options;
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`A number of points is expected, not ${count}.`);
  if (!Number.isInteger(dims) || dims < 1) throw new RangeError(`A point has at least one dimension, not ${dims}.`);
  if (points.length !== count * dims)
    throw new RangeError(`${count} points of ${dims} dimensions are ${count * dims} numbers, not ${points.length}.`);
  if (!Number.isInteger(minClusterSize) || minClusterSize < 2)
    throw new RangeError(`The smallest cluster has 2 points or more, not ${minClusterSize}.`);
  if (!Number.isInteger(minSamples) || minSamples < 1)
    throw new RangeError(`The core distance needs 1 neighbour or more, not ${minSamples}.`);
  const wrong = points.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (wrong < 0) return;
  const what = Number.isFinite(points[wrong]) ? 'that is too large to be squared' : 'that is not finite';
  throw new RangeError(`Row ${Math.floor(wrong / dims)} has a value ${what}: ${points[wrong]!}.`);
}

/** Beyond, squared distances would be infinite. */
const LARGEST = 1e150;
