import { squareFinder } from './distance.ts';
import type { KdTree } from './kd-tree.ts';

/** The nearest others of each point, nearest first: positions in the tree and squared distances, `length` a point. */
export interface NeighbourLists {
  readonly length: number;
  readonly positions: Int32Array;
  readonly squares: Float64Array;
}

/** Finds the `length` nearest others of every point, exactly. `length` is below the number of points. */
export function neighbourLists(tree: KdTree, length: number): NeighbourLists {
  const { count, from, to, firstLeaf } = tree;
  const squareOf = squareFinder(tree);
  const positions = new Int32Array(count * length);
  const squares = new Float64Array(count * length).fill(Infinity);

  const insert = (first: number, j: number, square: number) => {
    let slot = first + length - 1;
    while (slot > first && squares[slot - 1]! > square) {
      squares[slot] = squares[slot - 1]!;
      positions[slot] = positions[slot - 1]!;
      slot--;
    }
    squares[slot] = square;
    positions[slot] = j;
  };

  const searchLeaf = (node: number, i: number) => {
    const first = i * length;
    const last = first + length - 1;
    const end = to[node]!;
    let furthest = squares[last]!;
    for (let j = from[node]!; j < end; j++) {
      const square = squareOf(i, j, furthest);
      if (square >= furthest || j === i) continue;
      insert(first, j, square);
      furthest = squares[last]!;
    }
  };

  const search = (node: number, i: number): void => {
    if (node >= firstLeaf) {
      searchLeaf(node, i);
      return;
    }
    const last = (i + 1) * length - 1;
    const a = 2 * node + 1;
    const toA = squareToNode(tree, a, i, squares[last]!);
    const toB = squareToNode(tree, a + 1, i, squares[last]!);
    const near = toA < toB ? a : a + 1;
    if (Math.min(toA, toB) < squares[last]!) search(near, i);
    if (Math.max(toA, toB) < squares[last]!) search(near === a ? a + 1 : a, i);
  };

  for (let i = 0; i < count; i++) search(0, i);
  return { length, positions, squares };
}

/** The squared distance of a point to the box of a node; where it is above `most`, any number above that. */
function squareToNode({ dims, points, bounds }: KdTree, node: number, i: number, most: number): number {
  let box = node * dims * 2;
  let at = i * dims;
  let total = 0;
  for (const end = at + dims; at < end && total <= most; at++, box += 2) {
    const value = points[at]!;
    const gap = Math.max(bounds[box]! - value, value - bounds[box + 1]!);
    if (gap > 0) total += gap * gap;
  }
  return total;
}
