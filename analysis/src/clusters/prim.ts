import { squareFinder } from './distance.ts';
import type { Edges } from './edges.ts';
import type { KdTree } from './kd-tree.ts';
import type { NeighbourLists } from './neighbour-lists.ts';

/**
 * The minimum spanning tree of the mutual reachability distance by Prim's algorithm: the nearest point is added to the tree, one after
 * the other. In many dimensions boxes hold nothing apart; here a distance is worked out only where both core distances leave
 * room for a shorter edge, and only as far as it stays shorter. Of edges of one length that whose ends are nearest is taken.
 */
export function primTree(tree: KdTree, lists: NeighbourLists): Edges {
  const { count, rows } = tree;
  const squareOf = squareFinder(tree);
  const core = Float64Array.from({ length: count }, (_, i) => lists.squares[(i + 1) * lists.length - 1]!);
  const best = new Float64Array(count).fill(Infinity);
  const apart = new Float64Array(count).fill(Infinity);
  const nearest = new Int32Array(count);
  /** The points that are not in the tree yet come first. */
  const left = Int32Array.from({ length: count }, (_, i) => i);
  const edges = {
    a: new Int32Array(count - 1),
    b: new Int32Array(count - 1),
    squares: new Float64Array(count - 1),
    apart: new Float64Array(count - 1),
  };

  const consider = (i: number, j: number) => {
    const least = Math.max(core[i]!, core[j]!);
    if (least > best[j]!) return;
    const square = squareOf(i, j, least === best[j]! ? apart[j]! : best[j]!);
    const length = Math.max(square, least);
    if (length > best[j]! || (length === best[j]! && square >= apart[j]!)) return;
    best[j] = length;
    apart[j] = square;
    nearest[j] = i;
  };

  let current = 0;
  let at = 0;
  for (let found = 0; found < count - 1; found++) {
    const last = count - 1 - found;
    left[at] = left[last]!;
    at = 0;
    for (let slot = 0; slot < last; slot++) {
      const j = left[slot]!;
      consider(current, j);
      const next = left[at]!;
      if (best[j]! < best[next]! || (best[j]! === best[next]! && apart[j]! < apart[next]!)) at = slot;
    }
    current = left[at]!;
    edges.a[found] = rows[nearest[current]!]!;
    edges.b[found] = rows[current]!;
    edges.squares[found] = best[current]!;
    edges.apart[found] = apart[current]!;
  }
  return edges;
}
