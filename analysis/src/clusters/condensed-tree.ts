import type { Linkage } from './single-linkage.ts';

/**
 * The tree of clusters. Cluster 0 is the root, and children come after their parents. lambda is one over the distance: how dense it
 * has to be for points to hang together.
 */
export interface CondensedTree {
  readonly parents: readonly number[];
  /** The excess of mass of each: how much longer its rows stay in it than the cluster's beginning, summed. */
  readonly stabilities: readonly number[];
  /** The largest lambda at which a row or a child leaves each. */
  readonly deaths: readonly number[];
  /** The cluster that each row leaves last, and lambda where it does. */
  readonly cluster: Int32Array;
  readonly lambda: Float64Array;
}

/**
 * Condenses the tree of joins (Campello, Moulavi & Sander 2013; McInnes & Healy 2017): going down, a part of fewer than
 * `minClusterSize` rows falls out of its cluster, and where several parts are large enough each becomes a cluster.
 */
export function condense({ count, left, right, distances, sizes }: Linkage, minClusterSize: number): CondensedTree {
  const parents = [-1];
  const births = [0];
  const stabilities = [0];
  const deaths = [0];
  const cluster = new Int32Array(count);
  const lambda = new Float64Array(count);

  const leave = (of: number, rows: number, at: number) => {
    // Infinity less infinity would be no number: what ends where it begins adds nothing.
    if (at > births[of]!) stabilities[of]! += (at - births[of]!) * rows;
    if (at > deaths[of]!) deaths[of] = at;
  };
  const fallOut = (node: number, of: number, at: number) => {
    leave(of, sizes[node]!, at);
    const waiting = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next >= count) waiting.push(left[next - count]!, right[next - count]!);
      else {
        cluster[next] = of;
        lambda[next] = at;
      }
    }
  };
  const begin = (parent: number, rows: number, at: number): number => {
    leave(parent, rows, at);
    deaths.push(0);
    births.push(at);
    stabilities.push(0);
    return parents.push(parent) - 1;
  };

  const waiting: { node: number; of: number }[] = [{ node: 2 * count - 2, of: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, of } = next;
    const at = 1 / distances[node - count]!;
    const parts = [left[node - count]!, right[node - count]!];
    const large = parts.filter((part) => sizes[part]! >= minClusterSize);
    for (const part of parts) if (sizes[part]! < minClusterSize) fallOut(part, of, at);
    for (const part of large) waiting.push({ node: part, of: large.length > 1 ? begin(of, sizes[part]!, at) : of });
  }
  return { parents, stabilities, deaths, cluster, lambda };
}
