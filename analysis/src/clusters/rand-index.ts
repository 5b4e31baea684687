/**
 * How alike two labellings of the same points are (the adjusted Rand index, Hubert & Arabie 1985): 1 where they are the same but for
 * the names, about 0 where they agree as chance would. Noise counts as a label like any other.
 */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const together = new Map<string, number>();
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    count(together, `${a[i]!} ${b[i]!}`);
    count(ofA, a[i]!);
    count(ofB, b[i]!);
  }
  const [both, inA, inB] = [pairsOf(together), pairsOf(ofA), pairsOf(ofB)];
  const expected = (inA * inB) / ((a.length * (a.length - 1)) / 2);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const pairsOf = (counts: Map<unknown, number>) => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
