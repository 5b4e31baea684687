import type { CondensedTree } from './condensed-tree.ts';

/**
 * Chooses the clusters with the greatest excess of mass, none inside another (Campello, Moulavi & Sander 2013): from the leaves up, a
 * cluster is kept unless its children together are more stable. The root counts only where a single cluster is allowed.
 * @returns of each cluster the chosen one that it is or lies in, else -1
 */
export function selectClusters({ parents, stabilities }: CondensedTree, allowSingleCluster: boolean): Int32Array {
  const best = [...stabilities];
  const ofChildren = stabilities.map(() => 0);
  const kept = stabilities.map(() => false);
  for (let c = parents.length - 1; c >= 0; c--) {
    kept[c] = ofChildren[c]! <= best[c]! && (c > 0 || allowSingleCluster);
    if (!kept[c]) best[c] = ofChildren[c]!;
    if (c > 0) ofChildren[parents[c]!]! += best[c]!;
  }
  const chosen = new Int32Array(parents.length).fill(-1);
  parents.forEach((parent, c) => {
    if (parent >= 0 && chosen[parent]! >= 0) chosen[c] = chosen[parent]!;
    else if (kept[c]) chosen[c] = c;
  });
  return chosen;
}
