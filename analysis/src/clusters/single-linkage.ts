import { orderByValue } from './order-by-value.ts';
import type { Edges } from './edges.ts';

/**
 * The tree of joins, shortest first. Nodes 0 to count - 1 are the rows, node count + n is the n-th join, the last one holds all.
 */
export interface Linkage {
  readonly count: number;
  /** The two nodes that each join joins. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The distance at which it joins them. */
  readonly distances: Float64Array;
  /** The rows in each node. */
  readonly sizes: Int32Array;
}

/** Joins the ends of a spanning tree's edges, the shortest first; of equal ones the one whose ends are nearest. */
export function singleLinkage({ a, b, squares, apart }: Edges): Linkage {
  const joins = squares.length;
  const count = joins + 1;
  const parent = Int32Array.from({ length: count + joins }, (_, node) => node);
  const sizes = new Int32Array(count + joins).fill(1);
  const left = new Int32Array(joins);
  const right = new Int32Array(joins);
  const distances = new Float64Array(joins);
  const find = (node: number): number => {
    while (parent[node]! !== node) node = parent[node] = parent[parent[node]!]!;
    return node;
  };
  orderByValue(squares, apart).forEach((edge, join) => {
    const [one, other] = [find(a[edge]!), find(b[edge]!)];
    left[join] = one;
    right[join] = other;
    distances[join] = Math.sqrt(squares[edge]!);
    parent[one] = parent[other] = count + join;
    sizes[count + join] = sizes[one]! + sizes[other]!;
  });
  return { count, left, right, distances, sizes };
}
