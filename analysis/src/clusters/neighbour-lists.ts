import type { KdTree } from './kd-tree.ts';

/** The nearest others of each point, nearest first: positions in the tree and squared distances, `length` a point. */
export interface NeighbourLists {
  readonly length: number;
  readonly positions: Int32Array;
  readonly squares: Float64Array;
}

/** Finds the `length` nearest others of every point, exactly. `length` is below the number of points. */
export function neighbourLists(tree: KdTree, length: number): NeighbourLists {
  const { count, dims, points, from, to, firstLeaf } = tree;
  const positions = new Int32Array(count * length);
  const squares = new Float64Array(count * length).fill(Infinity);
  const nodes = new Int32Array(STACK);
  const away = new Float64Array(STACK);
  for (let i = 0; i < count; i++) {
    const at = i * dims;
    const x = points[at]!;
    const y = points[at + 1]!;
    const first = i * length;
    const last = first + length - 1;
    let furthest = Infinity;
    let depth = 1;
    nodes[0] = 0;
    away[0] = 0;
    while (depth > 0) {
      const node = nodes[--depth]!;
      if (away[depth]! >= furthest) continue;
      if (node >= firstLeaf) {
        const end = to[node]!;
        for (let j = from[node]!; j < end; j++) {
          if (j === i) continue;
          const other = j * dims;
          const dx = points[other]! - x;
          const dy = points[other + 1]! - y;
          let square = dx * dx + dy * dy;
          for (let d = 2; d < dims && square < furthest; d++) {
            const difference = points[other + d]! - points[at + d]!;
            square += difference * difference;
          }
          if (square >= furthest) continue;
          let slot = last;
          while (slot > first && squares[slot - 1]! > square) {
            squares[slot] = squares[slot - 1]!;
            positions[slot] = positions[slot - 1]!;
            slot--;
          }
          squares[slot] = square;
          positions[slot] = j;
          furthest = squares[last]!;
        }
        continue;
      }
      const a = 2 * node + 1;
      const b = a + 1;
      const toA = squareToNode(tree, a, i, furthest);
      const toB = squareToNode(tree, b, i, furthest);
      const nearA = toA < toB;
      // The nearer child is put on top of the stack.
      if ((nearA ? toB : toA) < furthest) {
        nodes[depth] = nearA ? b : a;
        away[depth++] = nearA ? toB : toA;
      }
      if ((nearA ? toA : toB) < furthest) {
        nodes[depth] = nearA ? a : b;
        away[depth++] = nearA ? toA : toB;
      }
    }
  }
  return { length, positions, squares };
}

/** Nodes that wait in a search: at most one a level of a tree, and two on the last. */
const STACK = 128;

/** The squared distance of a point to the box of a node; where it is above `most`, any number above that. */
function squareToNode({ dims, points, bounds }: KdTree, node: number, i: number, most: number): number {
  let box = node * dims * 2;
  let at = i * dims;
  let total = 0;
  for (const end = at + dims; at < end && total <= most; at++, box += 2) {
    const value = points[at]!;
    const low = bounds[box]! - value;
    if (low > 0) total += low * low;
    else {
      const high = value - bounds[box + 1]!;
      if (high > 0) total += high * high;
    }
  }
  return total;
}
