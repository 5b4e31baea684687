import { createEdgeSearch } from './edge-search.ts';
import type { Edges } from './edges.ts';
import type { KdTree } from './kd-tree.ts';
import type { NeighbourLists } from './neighbour-lists.ts';

/**
 * A spanning tree of least length for the mutual reachability distance, which of two points is the largest of their distance and of
 * both core distances (Campello, Moulavi & Sander 2013; a core distance is the last of a point's neighbour list). Borůvka's
 * algorithm over a kd-tree (March, Ram & Gray 2010): in every round each component finds its shortest edge out.
 *
 * The bounds on what a box can still find are kept from round to round, as hdbscan keeps them (its `approx_min_span_tree`, on by
 * default): it is faster, some edges are longer than they need be, and the clusters are hdbscan's.
 */
export function boruvkaTree(tree: KdTree, lists: NeighbourLists): Edges {
  const { count, rows } = tree;
  const search = createEdgeSearch(tree, lists);
  const edges = {
    a: new Int32Array(count - 1),
    b: new Int32Array(count - 1),
    squares: new Float64Array(count - 1),
    apart: new Float64Array(count - 1),
  };
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i]! !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  let found = 0;
  const join = () => {
    const before = found;
    for (let c = 0; c < count; c++) {
      if (search.component[c]! !== c || search.best[c]! === Infinity) continue;
      const a = find(search.inside[c]!);
      const b = find(search.outside[c]!);
      if (a === b) continue;
      parent[a] = b;
      edges.a[found] = rows[search.inside[c]!]!;
      edges.b[found] = rows[search.outside[c]!]!;
      edges.squares[found] = search.best[c]!;
      edges.apart[found++] = search.apart[c]!;
    }
    for (let i = 0; i < count; i++) search.component[i] = find(i);
    return found > before;
  };
  search.byLists();
  join();
  for (let fresh = true; found < count - 1;) {
    search.byTree(fresh);
    fresh = !join();
  }
  return edges;
}
