import { squareFinder } from './distance.ts';
import type { KdTree } from './kd-tree.ts';
import type { NeighbourLists } from './neighbour-lists.ts';

/** Finds, for every component of a growing spanning tree, its shortest edge out. */
export interface EdgeSearch {
  /** Of each position the position that stands for its component; to be renewed after each search. */
  readonly component: Int32Array;
  /** Of each component: the squared length of its shortest edge out (Infinity for none found), the squared distance of its ends, and they. */
  readonly best: Float64Array;
  readonly apart: Float64Array;
  readonly inside: Int32Array;
  readonly outside: Int32Array;
  /** The first search, while every point is a component: finds edges that are as long as a point's core distance. */
  byLists(): void;
  /** A search through the tree; `fresh` forgets the bounds of the last one. */
  byTree(fresh: boolean): void;
}

/**
 * The search goes through pairs of boxes of the kd-tree, and passes over a pair that lies in one component or whose boxes are
 * further from each other than the edges that the points of the first already have. Of edges of one length (there are many: core
 * distances make them equal) it takes the one whose ends are nearest.
 */
export function createEdgeSearch(tree: KdTree, lists: NeighbourLists): EdgeSearch {
  const { count, nodes, firstLeaf, from, to } = tree;
  const squareOf = squareFinder(tree);
  const core = Float64Array.from({ length: count }, (_, i) => lists.squares[(i + 1) * lists.length - 1]!);
  const component = Int32Array.from({ length: count }, (_, i) => i);
  const ofNode = new Int32Array(nodes).fill(-1);
  const bounds = new Float64Array(nodes).fill(Infinity);
  const radii = squaredRadii(tree);
  const best = new Float64Array(count).fill(Infinity);
  const apart = new Float64Array(count);
  const inside = new Int32Array(count);
  const outside = new Int32Array(count);

  const byLists = () => {
    for (let i = 0; i < count; i++) {
      for (let slot = i * lists.length; slot < (i + 1) * lists.length; slot++) {
        const j = lists.positions[slot]!;
        if (core[j]! > core[i]!) continue;
        best[i] = core[i]!;
        apart[i] = lists.squares[slot]!;
        inside[i] = i;
        outside[i] = j;
        break;
      }
    }
  };

  const offer = (i: number, j: number, square: number) => {
    const c = component[i]!;
    const length = Math.max(square, core[i]!, core[j]!);
    if (length > best[c]! || (length === best[c]! && square >= apart[c]!)) return;
    best[c] = length;
    apart[c] = square;
    inside[c] = i;
    outside[c] = j;
  };

  const byTree = (fresh: boolean) => {
    componentsOfNodes(tree, component, ofNode);
    best.fill(Infinity);
    if (fresh) bounds.fill(Infinity);
    searchPair(0, 0, 0);
  };

  const searchPair = (a: number, b: number, square: number): void => {
    if (square >= bounds[a]! || (ofNode[a]! >= 0 && ofNode[a]! === ofNode[b]!)) return;
    const leafA = a >= firstLeaf;
    const leafB = b >= firstLeaf;
    if (leafA && leafB) {
      searchLeaves(a, b);
    } else if (leafA || (!leafB && radii[b]! > radii[a]!)) {
      const left = squareBetween(tree, a, 2 * b + 1);
      const right = squareBetween(tree, a, 2 * b + 2);
      if (left < right) {
        searchPair(a, 2 * b + 1, left);
        searchPair(a, 2 * b + 2, right);
      } else {
        searchPair(a, 2 * b + 2, right);
        searchPair(a, 2 * b + 1, left);
      }
    } else {
      const left = squareBetween(tree, 2 * a + 1, b);
      const right = squareBetween(tree, 2 * a + 2, b);
      if (left < right) {
        searchPair(2 * a + 1, b, left);
        searchPair(2 * a + 2, b, right);
      } else {
        searchPair(2 * a + 2, b, right);
        searchPair(2 * a + 1, b, left);
      }
    }
  };

  const searchLeaves = (a: number, b: number) => {
    let longest = 0;
    let shortest = Infinity;
    for (let i = from[a]!; i < to[a]!; i++) {
      if (core[i]! > best[component[i]!]!) continue;
      const most = searchLeaf(i, b);
      if (most > longest) longest = most;
      if (most < shortest) shortest = most;
    }
    // hdbscan's bound. The second term is too low by what squaring loses: one more reason why the tree is an approximation.
    const bound = Math.min(longest, shortest + 2 * radii[a]!);
    if (bound < bounds[a]!) lower(a, bound);
  };

  /** Looks for an edge from one point into a leaf; gives the squared length of the best one of its component. */
  const searchLeaf = (i: number, leaf: number): number => {
    const c = component[i]!;
    const end = to[leaf]!;
    for (let j = from[leaf]!; j < end; j++) {
      const most = best[c]!;
      if (component[j]! === c || core[j]! > most) continue;
      const square = squareOf(i, j, most);
      if (square <= most) offer(i, j, square);
    }
    return best[c]!;
  };

  const lower = (leaf: number, bound: number) => {
    bounds[leaf] = bound;
    for (let node = (leaf - 1) >> 1; node >= 0; node = (node - 1) >> 1) {
      const both = Math.max(bounds[2 * node + 1]!, bounds[2 * node + 2]!);
      if (both >= bounds[node]!) return;
      bounds[node] = both;
    }
  };
  return { component, best, apart, inside, outside, byLists, byTree };
}

/** The least squared distance of two boxes. */
function squareBetween({ dims, bounds }: KdTree, a: number, b: number): number {
  let one = a * dims * 2;
  let other = b * dims * 2;
  let total = 0;
  for (const end = one + dims * 2; one < end; one += 2, other += 2) {
    const gap = Math.max(bounds[one]! - bounds[other + 1]!, bounds[other]! - bounds[one + 1]!);
    if (gap > 0) total += gap * gap;
  }
  return total;
}

/** Of each box the square of half its diagonal. */
function squaredRadii({ dims, nodes, bounds }: KdTree): Float64Array {
  return Float64Array.from({ length: nodes }, (_, node) => {
    let total = 0;
    for (let d = 0; d < dims; d++) {
      const half = (bounds[(node * dims + d) * 2 + 1]! - bounds[(node * dims + d) * 2]!) / 2;
      total += half * half;
    }
    return total;
  });
}

/** Of each node the component that all its points are of; -1 where they are of several. */
function componentsOfNodes({ nodes, firstLeaf, from, to }: KdTree, component: Int32Array, ofNode: Int32Array): void {
  for (let node = nodes - 1; node >= 0; node--) {
    if (node < firstLeaf) {
      const one = ofNode[2 * node + 1]!;
      ofNode[node] = one === ofNode[2 * node + 2]! ? one : -1;
    } else {
      const one = component[from[node]!]!;
      let i = from[node]! + 1;
      while (i < to[node]! && component[i]! === one) i++;
      ofNode[node] = i === to[node]! ? one : -1;
    }
  }
}
